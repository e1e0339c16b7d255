/** Ways of asking that count or list rows of tables. Slots as in tables.ts. Data only. */
export const TABLE_LISTS: Record<string, string> = {
  "count-rows": `
How many {ns} are listed?
How many {ns} are there?
How many {ns} are in the table?
number of {ns}
What is the number of {ns}?
Count the {ns}.
How many {ns} does the table list?
What is the count of {ns}?
How many {ns} are shown?
How many different {ns} appear?
In total, how many {ns} are listed?
Tell me how many {ns} there are.
How many rows does the table have?
How many {ns} can be found in the list?
Give the number of {ns}.
How many {ns} are named?
How many entries are in the table?
The table has how many {ns}?
How many {ns} does the list contain?
What is the total number of {ns}?
total number of {ns}
How many of the {ns} are in this table?
How many lines of {ns} are there?
How many {ns} do you count?
Count how many {ns} are listed.
Of how many {ns} does the table tell?
Say how many {ns} are given.
How many {ns} were recorded?
How large is the number of listed {ns}?
Find the number of {ns} in the table.
How many {ns} are mentioned?
How many {ns} are on the page?
How many {ns} make up the table?
State the number of {ns} listed.
How many {ns} in all?
The number of {ns} in the list?
How many items does the list of {ns} have?
With how many {ns} does the table deal?
How many {ns} have a row in the table?
What number of {ns} is listed?
How many {ns} are there altogether?
Please count the {ns} in the table.
`,
  "count-equal": `
How many {ns} have a {c} of {v}?
How many {ns} have {c} {v}?
How many of the {ns} {vp}?
How many {ns} {vp}?
Count the {ns} whose {c} is {v}.
number of {ns} with {c} {v}
For how many {ns} is the {c} {v}?
What is the number of {ns} with a {c} of {v}?
How many times does {v} appear under {c}?
How many of the {ns} have {v} as their {c}?
In how many rows is the {c} {v}?
How many {ns} are listed with {c} {v}?
Tell me how many {ns} have {v} as {c}.
How often is {v} given as the {c}?
How many of these {ns} {vp}?
How many {ns} show {v} under {c}?
How many {ns} had a {c} of {v}?
Count how many of the {ns} {vp}.
The number of {ns} that {vp}?
How many {ns} are there with {v} as {c}?
What is the count of {ns} with {c} {v}?
Of the {ns}, how many have {v} for {c}?
How many entries have {v} in the column {c}?
How many {ns} share the {c} {v}?
How many are the {ns} with a {c} of {v}?
How many {ns} come with {c} {v}?
In how many cases is {v} the {c}?
How frequently is the {c} {v}?
Find the number of {ns} whose {c} is {v}.
Give the number of {ns} that have {v} as {c}.
Among the {ns}, how many {vp}?
State how many {ns} have {c} {v}.
How many rows say {v} under {c}?
With {v} as {c}, how many {ns} are there?
What number of {ns} {vp}?
How many {ns} belong to {c} {v}?
How many of all the {ns} have the {c} {v}?
Say how many {ns} have a {c} that is {v}.
Count the rows with {v} as {c}.
How many {ns} can be found whose {c} reads {v}?
{c} {v}: how many {ns}?
Count every row where the {c} is {v}.
`,
  "count-not": `
How many {ns} do not have {v} as their {c}?
How many {ns} have a {c} other than {v}?
How many of the {ns} have a {c} that is not {v}?
Count the {ns} whose {c} is not {v}.
number of {ns} with {c} other than {v}
For how many {ns} is the {c} not {v}?
How many {ns} are not listed with {c} {v}?
In how many rows is the {c} something else than {v}?
How many {ns} don't have the {c} {v}?
How many of these {ns} do not have a {c} of {v}?
Leaving out those with {c} {v}, how many {ns} are there?
How many {ns} remain without those whose {c} is {v}?
Except those with {c} {v}, how many {ns} are listed?
What is the number of {ns} without {v} as {c}?
How many {ns} have anything but {v} as {c}?
How many {ns} are there whose {c} isn't {v}?
Tell me how many {ns} do not have {c} {v}.
Apart from those with {v} as {c}, how many {ns} are there?
How many of the {ns} show another {c} than {v}?
Of the {ns}, how many have no {v} under {c}?
How many entries do not say {v} under {c}?
Not counting {c} {v}, how many {ns} are in the table?
How many {ns} have a different {c} than {v}?
Count the rows where the {c} differs from {v}.
How many {ns} are there with a {c} that is not {v}?
The number of {ns} not having {v} as {c}?
How many {ns} lack {v} as {c}?
How often is the {c} not {v}?
Give the number of {ns} whose {c} is different from {v}.
How many {ns} fall outside {c} {v}?
Without the ones whose {c} is {v}, how many {ns} are left?
Which number of {ns} has not {v} as {c}?
State how many {ns} have a {c} unlike {v}.
How many of the listed {ns} have some {c} besides {v}?
How many rows have a {c} which is not {v}?
Say how many {ns} do not show {v} under {c}.
How many {ns} come with another {c} than {v}?
For what number of {ns} does the {c} not read {v}?
How many of all {ns} are not of {c} {v}?
Skip every {n} with {c} {v}: how many are left?
How many {ns} are there that don't have {v} for {c}?
Excluding {c} {v}, count the {ns}.
`,
  "count-more": `
How many {ns} have a {c} {cmp} {v}?
How many {ns} have {c} {cmp} {v}?
How many of the {ns} have a {c} {cmp} {v}?
Count the {ns} with a {c} {cmp} {v}.
number of {ns} with {c} {cmp} {v}
For how many {ns} is the {c} {cmp} {v}?
What is the number of {ns} whose {c} is {cmp} {v}?
In how many rows is the {c} {cmp} {v}?
How many {ns} show a {c} {cmp} {v}?
How many {ns} had a {c} {cmp} {v}?
Tell me how many {ns} have a {c} {cmp} {v}.
How many of these {ns} are {cmp} {v} in {c}?
How many {ns} are {cmp} {v} by {c}?
How many values under {c} are {cmp} {v}?
How often is the {c} {cmp} {v}?
Of the {ns}, how many have a {c} {cmp} {v}?
Count how many {ns} have {c} {cmp} {v}.
How many {ns} are listed with a {c} {cmp} {v}?
How many {ns} are there whose {c} is {cmp} {v}?
Give the number of {ns} with {c} {cmp} {v}.
How many {ns} come with a {c} {cmp} {v}?
Among the {ns}, how many are {cmp} {v} in {c}?
How many entries in the column {c} are {cmp} {v}?
The number of {ns} with a {c} {cmp} {v}?
How many {ns} have a {c} that is {cmp} {v}?
With a {c} {cmp} {v}, how many {ns} are there?
Find how many {ns} have a {c} {cmp} {v}.
State the number of {ns} having {c} {cmp} {v}.
How many {ns} lie {cmp} {v} in the column {c}?
How many rows have a {c} {cmp} {v}?
In how many cases is the {c} {cmp} {v}?
What number of {ns} has a {c} {cmp} {v}?
How many of all {ns} had {c} {cmp} {v}?
Say how many {ns} are {cmp} {v} when it comes to {c}.
How many {ns} recorded a {c} {cmp} {v}?
{c} {cmp} {v}: how many {ns}?
Please count the {ns} whose {c} is {cmp} {v}.
How many figures for {c} are {cmp} {v}?
What is the count of {ns} with a {c} {cmp} {v}?
How many times is a {c} {cmp} {v} given?
Looking at {c}, how many {ns} are {cmp} {v}?
How many {ns} can be found with a {c} {cmp} {v}?
`,
  "count-containing": `
How many {ns} have "{w}" in their {c}?
How many of the {ns} have the word "{w}" in the {c}?
How many {c} entries contain "{w}"?
Count the {ns} whose {c} contains "{w}".
number of {ns} with "{w}" in the {c}
For how many {ns} does the {c} contain the word {w}?
In how many rows does "{w}" occur under {c}?
How many times does the word "{w}" occur in the column {c}?
How many {ns} have a {c} with the word {w}?
How many {ns} have a {c} that contains "{w}"?
How many {ns} have a {c} in which "{w}" occurs?
How often does {w} stand in the column {c}?
Tell me how many {ns} have {w} as part of the {c}.
What is the number of {ns} with {w} in the {c}?
How many of these {ns} mention {w} under {c}?
How many {ns} show the word {w} under {c}?
In the column {c}, how many entries have the word {w}?
How many {ns} include "{w}" in the {c}?
How many {c} values mention "{w}"?
How many entries under {c} have {w} in them?
Of the {ns}, how many have {w} in the {c}?
Count how often "{w}" appears under {c}.
How many {ns} are there whose {c} has "{w}" in it?
How many of the listed {ns} contain {w} in the {c}?
The number of {ns} whose {c} includes {w}?
How many rows contain the word {w} in {c}?
Give the number of entries with "{w}" under {c}.
How many {ns} can be found with {w} in the {c}?
In how many cases does the {c} have the word {w}?
With {w} in the {c}, how many {ns} are there?
Find how many {ns} have "{w}" somewhere in the {c}.
How many of the {c} entries include the word {w}?
State how many {ns} have the word {w} in {c}.
How many {ns} come with {w} in the {c}?
What is the count of {ns} whose {c} mentions {w}?
Say in how many rows {w} is part of the {c}.
How many cells of the column {c} contain "{w}"?
How many {ns} carry the word "{w}" in their {c}?
Looking at {c}, how many {ns} have {w} in it?
"{w}" is in the {c} of how many {ns}?
How frequently is {w} found in the {c}?
How many {ns} use the word {w} in the {c}?
`,
  "rows-where": `
Which {ns} have a {c} of {v}?
Which {ns} have {c} {v}?
Which {ns} {vp}?
Name all {ns} whose {c} is {v}.
List the {ns} with {c} {v}.
{ns} with {c} {v}
What {ns} have {v} as their {c}?
For which {ns} is the {c} {v}?
List all {ns} that {vp}.
Which of the {ns} {vp}?
Which of the {ns} have {v} as {c}?
Name the {ns} that have a {c} of {v}.
Find all {ns} with a {c} of {v}.
Give all {ns} whose {c} is {v}.
Which are the {ns} with {c} {v}?
Which {ns} are listed with {c} {v}?
Tell me all {ns} with {v} under {c}.
Which {ns} show {v} in the column {c}?
What are the {ns} whose {c} is {v}?
Enumerate the {ns} having {v} as {c}.
All {ns} with a {c} of {v}, please.
Which {ns} share the {c} {v}?
{v} is the {c} of which {ns}?
To which {ns} does the {c} {v} belong?
Say which {ns} have {c} {v}.
Which {ns} had {v} as {c}?
What {ns} {vp}?
Which of these {ns} {vp}?
Show the {ns} where the {c} is {v}.
In which rows is the {c} {v}? Name the {ns}.
Which {ns} come with a {c} of {v}?
Pick out the {ns} whose {c} is {v}.
Of the {ns}, which ones have {v} for {c}?
Who or what are the {ns} with {c} {v}?
Write down every {n} with {c} {v}.
Which {ns} does the table list with {c} {v}?
Select the {ns} where {c} equals {v}.
The {ns} that have {v} as their {c}?
Identify all {ns} that have {c} {v}.
Mention the {ns} having a {c} of {v}.
State every {n} whose {c} reads {v}.
With {v} as {c}, which {ns} are listed?
`,
  "rows-where-not": `
Which {ns} do not have {v} as their {c}?
Which {n} does not have {v} as its {c}?
Which {ns} have a {c} other than {v}?
Name the {ns} whose {c} is not {v}.
List the {ns} with a {c} other than {v}.
{ns} without {c} {v}
For which {ns} is the {c} not {v}?
Which of the {ns} have another {c} than {v}?
Which {ns} don't have the {c} {v}?
Which of these {ns} do not have a {c} of {v}?
Which {ns} are not listed with {c} {v}?
Except those with {c} {v}, which {ns} are there?
Find the {ns} that do not have {c} {v}.
Give the {ns} whose {c} differs from {v}.
What {ns} have a {c} that is not {v}?
Tell me the {ns} with a {c} different from {v}.
Leaving out {c} {v}, which {ns} remain?
Which {ns} show something else than {v} under {c}?
Which {ns} have anything but {v} for {c}?
All {ns} whose {c} isn't {v}, please.
In which rows is the {c} not {v}? Name the {ns}.
Which are the {ns} without {v} under {c}?
Of the {ns}, which ones have not {v} as {c}?
Who or what among the {ns} does not have {c} {v}?
Pick out the {ns} whose {c} is something other than {v}.
Not counting those with {v} as {c}, which {ns} are listed?
Which {n} is without {v} as {c}?
Say which {ns} have a {c} unlike {v}.
Select the {ns} where {c} is not {v}.
Name every {n} that lacks {v} as {c}.
Which {ns} fall outside the {c} {v}?
Besides those with {c} {v}, which {ns} does the table have?
Which of the listed {ns} have a different {c} than {v}?
Skip those with {v} under {c}: which {ns} are left?
Identify the {ns} for which the {c} is not {v}.
What are the {ns} that have no {v} in the column {c}?
Enumerate the {ns} not having {v} as {c}.
Which {ns} had a {c} that was not {v}?
Whose {c} is not {v}?
Which one does not have a {c} of {v}?
State the {ns} whose {c} reads otherwise than {v}.
Apart from {c} {v}, which {ns} are given?
`,
  "row-with-letter": `
Which {n} has a "{l}" in its {c}?
Which of these {ns} has a "{l}" in its {c}?
What {n} has the letter "{l}" in its {c}?
Which {n} has the letter {l} in the {c}?
Name the {n} with "{l}" in its {c}.
Whose {c} has a "{l}"?
Whose {c} contains the letter {l}?
Which {n} has a {c} with the letter "{l}"?
Which {n} has a {c} that contains "{l}"?
In the {c} of which {n} is there a "{l}"?
Find the {n} whose {c} has a "{l}".
Which of the {ns} contains the letter "{l}" in its {c}?
Which {n}'s {c} includes the letter {l}?
For which {n} does the {c} contain "{l}"?
Tell me the {n} with a "{l}" in the {c}.
{n} with "{l}" in the {c}
Which {c} contains a "{l}"? Name the {n}.
The letter "{l}" is in the {c} of which {n}?
Which {n} uses the letter "{l}" in its {c}?
Which one of the {ns} has an "{l}" in its {c}?
What {n} has a {c} including the letter "{l}"?
Identify the {n} whose {c} includes "{l}".
Give the {n} that has "{l}" in the {c}.
Which {n} is written with a "{l}" in the {c}?
Which {n} has "{l}" somewhere in the {c}?
Among the {ns}, which has a "{l}" in the {c}?
Where does the {c} have a "{l}"? Name the {n}.
Which {n} shows the letter {l} in its {c}?
Of the {ns}, whose {c} has the letter "{l}"?
Which {n}, by its {c}, has the letter "{l}"?
Say which {n} has a {c} with a "{l}" in it.
Is there a "{l}" in the {c} of one of the {ns}? Which?
Pick the {n} whose {c} is spelled with "{l}".
Which {n}'s {c} has a "{l}" in it?
Which of the {ns} has a {c} spelled with the letter {l}?
What is the {n} whose {c} has the letter {l}?
Only one {n} has a "{l}" in its {c}. Which?
Which {n} carries the letter "{l}" in its {c}?
In which {n}'s {c} does "{l}" occur?
State the {n} whose {c} contains a "{l}".
The {n} with the letter "{l}" in its {c}?
Look for the letter "{l}" under {c}: which {n} is it?
`,
  "row-without-letter": `
Which {n} does not have a "{l}" in its {c}?
Which of these {ns} does not have a "{l}" in its {c}?
What {n} has no "{l}" in its {c}?
Which {n} does not have the letter "{l}" in the {c}?
Name the {n} without "{l}" in its {c}.
Whose {c} has no "{l}"?
Whose {c} does not contain the letter {l}?
Which {n} has a {c} without the letter "{l}"?
Which {n} has a {c} that does not contain "{l}"?
In the {c} of which {n} is there no "{l}"?
Find the {n} whose {c} lacks a "{l}".
Which of the {ns} lacks the letter "{l}" in its {c}?
Which {n}'s {c} does not include the letter {l}?
For which {n} does the {c} not contain "{l}"?
Tell me the {n} with no "{l}" in the {c}.
{n} without "{l}" in the {c}
Which {c} contains no "{l}"? Name the {n}.
The letter "{l}" is missing from the {c} of which {n}?
Which {n} doesn't use the letter "{l}" in its {c}?
Which one of the {ns} has no "{l}" in its {c}?
What {n} has a {c} lacking the letter "{l}"?
Identify the {n} whose {c} doesn't include "{l}".
Give the {n} that doesn't have "{l}" in the {c}.
Which {n} is written without a "{l}" in the {c}?
Which {n} has "{l}" nowhere in the {c}?
Among the {ns}, which is without a "{l}" in the {c}?
Where does the {c} have no "{l}"? Name the {n}.
Which {n} shows no letter {l} in its {c}?
Of the {ns}, whose {c} is free of the letter "{l}"?
All but one have a "{l}" in the {c}. Which {n} has none?
Say which {n} has a {c} with no "{l}" in it.
Which of the {ns} does without a "{l}" in the {c}?
Pick the {n} whose {c} is not spelled with "{l}".
Which {n}'s {c} has no "{l}" in it?
Which of the {ns} has a {c} spelled without the letter {l}?
What is the {n} whose {c} doesn't have the letter {l}?
Only one {n} has no "{l}" in its {c}. Which?
Which of the {ns} doesn't have a "{l}" in the {c}?
In which {n}'s {c} does "{l}" not occur?
State the {n} whose {c} contains no "{l}".
The {n} without the letter "{l}" in its {c}?
Which {n} is the odd one out with no "{l}" in the {c}?
`,
  "starts-with": `
Which {n} has a {c} that starts with "{l}"?
Which {n} starts with "{l}"?
Which {n} begins with the letter {l}?
Whose {c} starts with "{l}"?
Whose {c} begins with the letter "{l}"?
Name the {n} whose {c} starts with {l}.
What {n} has a {c} beginning with "{l}"?
Which of the {ns} has a {c} starting with {l}?
Which of these {ns} begins with "{l}"?
Find the {n} starting with "{l}".
For which {n} does the {c} start with "{l}"?
{n} starting with {l}
The {c} of which {n} begins with "{l}"?
Tell me the {n} whose {c} begins with "{l}".
Which {n}'s {c} starts with the letter "{l}"?
Which {n} has "{l}" as the first letter of its {c}?
The first letter of which {n}'s {c} is "{l}"?
Give the {n} that begins with "{l}".
In the list, which {n} starts with the letter {l}?
Which {n} has {l} as its first letter?
Identify the {n} whose {c} has "{l}" at the front.
What {n} begins with an initial "{l}"?
Which one of the {ns} starts with "{l}"?
Which {n} has a {c} with the initial letter "{l}"?
Among the {ns}, which begins with "{l}"?
Of the {ns}, whose {c} starts with {l}?
Which {c} starts with {l}? Name the {n}.
Only one {n} starts with "{l}". Which?
Say which {n} begins with the letter "{l}".
State the {n} whose {c} begins with {l}.
Which {n} is spelled with "{l}" at the start of its {c}?
With which {n} does the {c} begin with "{l}"?
Pick the {n} that starts with "{l}".
What is the {n} that starts with "{l}"?
Which {n} is listed whose {c} starts with "{l}"?
Look for an initial "{l}" under {c}: which {n} is it?
Where does the {c} begin with "{l}"? Name the {n}.
Which {n} has its {c} beginning in "{l}"?
The {n} that begins with {l}?
Which of the {ns} has a {c} whose first letter is "{l}"?
A {c} starting with "{l}" belongs to which {n}?
Which {n} comes with a {c} that begins with "{l}"?
`,
  "ends-with": `
Which {n} has a {c} that ends with "{l}"?
Which {n} ends with "{l}"?
Which {n} ends in the letter {l}?
Whose {c} ends with "{l}"?
Whose {c} ends in the letter "{l}"?
Name the {n} whose {c} ends with {l}.
What {n} has a {c} ending in "{l}"?
Which of the {ns} has a {c} ending with {l}?
Which of these {ns} ends with "{l}"?
Find the {n} ending in "{l}".
For which {n} does the {c} end with "{l}"?
{n} ending in {l}
The {c} of which {n} ends with "{l}"?
Tell me the {n} whose {c} ends in "{l}".
Which {n}'s {c} ends with the letter "{l}"?
Which {n} has "{l}" as the last letter of its {c}?
The last letter of which {n}'s {c} is "{l}"?
Give the {n} that ends with "{l}".
In the list, which {n} ends with the letter {l}?
Which {n} has {l} as its last letter?
Identify the {n} whose {c} has "{l}" at the end.
What {n} ends with a final "{l}"?
Which one of the {ns} ends in "{l}"?
Which {n} has a {c} with the final letter "{l}"?
Among the {ns}, which ends with "{l}"?
Of the {ns}, whose {c} ends in {l}?
Which {c} ends with {l}? Name the {n}.
Only one {n} ends in "{l}". Which?
Say which {n} ends with the letter "{l}".
State the {n} whose {c} ends with {l}.
Which {n} is spelled with "{l}" at the end of its {c}?
With which {n} does the {c} end in "{l}"?
Pick the {n} that ends in "{l}".
What is the {n} that ends with "{l}"?
Which {n} is listed whose {c} ends in "{l}"?
Look for a final "{l}" under {c}: which {n} is it?
Where does the {c} end with "{l}"? Name the {n}.
Which {n} has its {c} finishing in "{l}"?
The {n} that ends with {l}?
Which of the {ns} has a {c} whose last letter is "{l}"?
A {c} ending in "{l}" belongs to which {n}?
Which {n} comes with a {c} that ends with "{l}"?
`,
};
