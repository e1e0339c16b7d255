/**
 * Ways of asking about places on the page, ticks and colours. Slots: {w} a word or phrase of the page, {dir} right of, {place}
 * top left, {o} an option, {g} the group, {x} a colour, {t} a thing of a scene. Data only.
 */
export const SEEING: Record<string, string> = {
  spatial: `
What is {dir} "{w}"?
What is written {dir} {w}?
What stands {dir} the words "{w}"?
Which word is {dir} "{w}"?
What is printed {dir} "{w}"?
What do you read {dir} {w}?
Read what is {dir} {w}.
What text is {dir} "{w}"?
{dir} {w}?
What comes {dir} "{w}"?
What can be seen {dir} {w}?
What does it say {dir} "{w}"?
Which entry is {dir} {w}?
What is the text {dir} {w}?
Tell me what is {dir} "{w}".
What is to be found {dir} {w}?
Find "{w}". What is {dir} it?
Look {dir} "{w}": what is there?
What appears {dir} "{w}"?
Which text stands {dir} {w}?
Which words are {dir} "{w}"?
What is placed {dir} {w}?
Name what is {dir} "{w}".
Give the text {dir} {w}.
What do we find {dir} "{w}"?
What is the entry {dir} {w}?
Directly {dir} "{w}", what is written?
Copy what is {dir} "{w}".
What is there {dir} {w}?
What has been written {dir} "{w}"?
text {dir} {w}
Show me the text {dir} {w}.
What is located {dir} "{w}"?
Right at "{w}", what is {dir} it?
Where it says "{w}", what is {dir} it?
Which item is {dir} "{w}"?
Which value is {dir} {w}?
What information is {dir} "{w}"?
Say what is {dir} "{w}".
What is the next thing {dir} "{w}"?
The text {dir} "{w}"?
What is shown {dir} "{w}"?
`,
  corner: `
What is written at the {place} of the page?
What is at the {place}?
What stands at the {place} of the page?
What is printed at the {place}?
Read the text at the {place} of the page.
What does it say at the {place}?
text at the {place}
What is to be read at the {place}?
What is in the {place} of the page?
Which words are at the {place}?
At the {place} of the page, what is written?
What do you see at the {place}?
Tell me what is at the {place} of the page.
What appears at the {place}?
What text is found at the {place}?
Which line is at the {place} of the page?
Give the line at the {place}.
Look at the {place}: what is there?
Find the text at the {place} of the page.
What is the text at the {place}?
What has been put at the {place} of the page?
What can be read at the {place} of this page?
Name what is at the {place}.
At the {place}, what do we read?
What is shown at the {place} of the page?
Copy the text at the {place}.
Which text stands at the {place}?
What is the line at the {place} of the page?
What words do you find at the {place} of the page?
What was printed at the {place} of the document?
What is located at the {place} of the document?
At the very {place} of the page stands what?
What's at the {place} of this document?
What does the document have at the {place}?
Say what is written at the {place}.
The {place} of the page says what?
What does the {place} of the page say?
Read out what stands at the {place}.
Which entry is at the {place} of the page?
In the {place}, which text is there?
What information is at the {place} of the page?
What is placed at the {place}?
`,
  ticked: `
Which is ticked, {a} or {b}?
Which box is ticked, {a} or {b}?
Is it {a} or {b} that is checked?
{a} or {b}: which one is ticked?
Which one has the mark, {a} or {b}?
Has {a} or {b} been chosen?
Which of the two is checked, {a} or {b}?
Between {a} and {b}, which is marked?
Which {o} is ticked?
Which {o} is checked?
Which {os} are ticked?
Which {os} are checked?
What is ticked under {g}?
What is checked for {g}?
Which box is ticked for {g}?
Which boxes are ticked?
What has been ticked?
What has been checked?
What is marked under {g}?
Which {o} is marked?
Which {o} has been selected?
What has been selected for {g}?
Which {o} was chosen?
What was chosen under {g}?
List the ticked {os}.
List what is ticked for {g}.
Name the {os} that are checked.
Which {o} has a cross?
Which {o} has a tick?
Where is the tick for {g}?
What is the choice for {g}?
{g}: which is ticked?
{g}
What is the {g}?
Which {o} has a mark in its box?
For {g}, which {o} has been marked?
Tell me which {os} are ticked.
Which of the {os} has been ticked?
Which answer is marked for {g}?
What was crossed for {g}?
Which {os} have a cross in the box?
Which {os} have been selected?
Find the ticked {os}.
What did the person tick for {g}?
What did they choose for {g}?
Which {o} is filled in for {g}?
Give the selected {os}.
As {g}, what is ticked?
Which of these is ticked?
Say which {o} carries a mark.
Which box did someone check for {g}?
What is indicated by a mark for {g}?
Which {o} applies, going by the mark?
Which {os} carry a tick?
`,
  "is-ticked": `
Is {o} ticked?
Is {o} checked?
Is the box {o} ticked?
Is the box for {o} checked?
Has {o} been ticked?
Has {o} been checked?
Has {o} been selected?
Is {o} marked?
Is {o} selected?
Was {o} chosen?
Is there a tick at {o}?
Is there a cross at {o}?
Is there a mark in the box {o}?
Does {o} have a tick?
Does {o} have a cross?
Does the box for {o} have a mark?
Did the person tick {o}?
Did they choose {o}?
Has someone checked the box {o}?
Is "{o}" ticked off?
{o} ticked?
{o} checked?
Is the option {o} selected?
Is {o} one of the ticked boxes?
Is {o} among those that are checked?
Does {o} apply according to the marks?
Is the field {o} crossed?
Was the box {o} ticked?
Was "{o}" checked?
Do we see a tick beside {o}?
Do you see a mark beside {o}?
Is a mark set for {o}?
Check whether {o} is ticked.
Tell me if {o} is ticked.
Yes or no: is {o} ticked?
{o} is ticked.
{o} has been checked.
The box {o} is checked.
The box for {o} has a mark.
Is the choice {o}?
Is it {o} that has been marked?
Does the form have {o} ticked?
`,
  "word-colour": `
What color is the word "{w}" written in?
What colour is the word {w}?
What is the color of the word "{w}"?
In what color is "{w}" written?
In which colour is {w} printed?
Which color does "{w}" have?
Which colour is {w}?
What color is {w}?
What colour is "{w}" in?
color of {w}
colour of the word {w}
What is the colour of the text "{w}"?
What color are the letters of "{w}"?
What colour do the letters of {w} have?
In what colour does it say "{w}"?
Tell me the color of "{w}".
Tell me in which colour {w} is written.
What color was used for "{w}"?
Which colour was used to write {w}?
The word "{w}" is in what color?
What is the lettering color of {w}?
What is the ink color of "{w}"?
Which ink was used for {w}?
What color has the lettering "{w}"?
How is the word {w} coloured?
What is the print color of {w}?
In which color do we read "{w}"?
Name the colour of the word "{w}".
What shade is the word {w} written in?
What paint color is the word "{w}"?
With what colour is {w} painted?
The letters "{w}" are in which color?
Of what color is the word {w}?
Give the colour of "{w}".
Which color are the letters {w}?
What colour is used for the text {w}?
Look at the word "{w}": what color is it?
What color do you see the word {w} in?
State the color in which "{w}" is written.
{w}: in which colour is it?
Is the word {w} black, white or another color? Which?
What's the color of {w}?
`,
  "coloured-word": `
Which word is written in {x}?
What is written in {x}?
Which word is {x}?
What word is in {x}?
Find the word in {x}.
Which words are in {x}?
What does the {x} text say?
What do the {x} letters say?
Read the {x} text.
What is printed in {x}?
Which text is {x}?
{x} word
What text is in {x} color?
What is the {x} word?
Name the word written in {x}.
Tell me what is written in {x}.
Which word has {x} letters?
Which word has the color {x}?
What can you read in {x}?
Look for {x} letters: what do they say?
What text is coloured {x}?
What is the lettering in {x}?
What does it say in {x}?
Give the text written in {x}.
Which lettering is {x}?
Which part of the text is {x}?
What word is painted {x}?
What words appear in {x} ink?
What was written with {x} ink?
Which word do you see in {x}?
In {x} letters, what is written?
What stands there in {x}?
What is the text in {x} colour?
Copy the {x} text.
The {x} letters spell what?
Which of the words is in {x}?
What reads in {x}?
Which word is colored {x}?
What is shown in {x} type?
The word in {x}?
Say which word is {x}.
What text has been set in {x}?
`,
  "paper-colour": `
What color is the background of "{w}"?
What is the background color behind {w}?
On what color is "{w}" written?
What colour is behind the word {w}?
On which background is {w} printed?
What color is the ground under "{w}"?
Which color is the background of the word {w}?
What colour is it behind "{w}"?
{w}: what is the background color?
background color of {w}
What is the colour of the surface with {w} on it?
What color is the thing on which "{w}" is written?
What color lies behind the text {w}?
On what coloured ground does "{w}" stand?
Which colour surrounds the word {w}?
What color surrounds the letters "{w}"?
Tell me the background colour of {w}.
What is the color around the word "{w}"?
What color is the area in which {w} is printed?
What colour is the field with the word "{w}"?
What color is the sign that says "{w}"?
What is the colour of the panel with {w}?
What background does "{w}" have?
In front of which colour is {w} written?
Which colour is under the word {w}?
The word "{w}" is on what color?
What color is used as background for "{w}"?
Against which color is {w} set?
What is the ground colour of {w}?
Name the color behind "{w}".
What color is the paper under {w}?
What colour is the space behind "{w}"?
Of what colour is the background at "{w}"?
Give the background color for the word {w}.
What colour is the box around {w}?
The background of "{w}" is which color?
State the color on which "{w}" is written.
Look behind the word {w}: what color is it?
Which color was put behind "{w}"?
What's the backdrop color of {w}?
Which color is the surface that bears "{w}"?
On a ground of what colour is {w}?
`,
  "written-on": `
What is written on the {t}?
What does the {t} say?
What word is on the {t}?
Which words are on the {t}?
What does it say on the {t}?
What text is on the {t}?
Read what is on the {t}.
What is the text on the {t}?
What is printed on the {t}?
What can be read on the {t}?
What letters are on the {t}?
Which name is on the {t}?
What is painted on the {t}?
text on the {t}
Tell me what the {t} says.
What do you read on the {t}?
What stands on the {t}?
Which word can be seen on the {t}?
What is the inscription on the {t}?
What is the lettering on the {t}?
What does the {t} have written on it?
What does the writing on the {t} say?
On the {t}, what is written?
What appears on the {t}?
Which text does the {t} bear?
Copy the words on the {t}.
What is shown in letters on the {t}?
What has been written on the {t}?
Give the text on the {t}.
Name the word on the {t}.
Which inscription does the {t} carry?
What words does the {t} show?
What do the letters on the {t} say?
What is to be read on the {t}?
Say what is written on the {t}.
Look at the {t}: what does it say?
What is on the {t}?
What's written across the {t}?
The {t} says what?
Which words do we find on the {t}?
What do the words on the {t} read?
How is the {t} labelled?
`,
};
