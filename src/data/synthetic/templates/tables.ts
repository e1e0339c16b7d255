/**
 * Ways of asking about tables. Slots: {n} a row's noun, {ns} its plural, {c} a column, {k} a row's name, {j} another's, {v} a
 * value, {vs} "is located in X", {vp} "are located in X", {sup} highest, {most} most, {cmp} above, {ord} first, {dir} below,
 * {follows} follows, {l} a letter, {w} a word. Data only.
 */
export const TABLES: Record<string, string> = {
  cell: `
What is the {c} of {k}?
What is the {c} for {k}?
{c} of {k}
{k} {c}
{k}: {c}?
{c} for {k}?
What {c} does {k} have?
Which {c} does {k} have?
What {c} is listed for {k}?
Tell me the {c} of {k}.
What is {k}'s {c}?
Give the {c} for {k}.
For {k}, what is the {c}?
What does the table give as {c} for {k}?
What {c} is shown for {k}?
In the row of {k}, what is the {c}?
Look up the {c} of {k}.
Find the {c} of {k}.
What is the value of {c} for {k}?
What stands under {c} for {k}?
What is entered as {c} for {k}?
Which {c} belongs to {k}?
What was the {c} of {k}?
Read off the {c} of {k}.
Name the {c} of {k}.
Regarding {k}, what is the {c}?
What {c} was recorded for {k}?
In the column {c}, what is given for {k}?
{k} has which {c}?
Where the row says {k}, what does the column {c} say?
State the {c} of {k}.
How does the table put the {c} of {k}?
What is the {c} in the row {k}?
Can you find the {c} of {k}?
What is the {c} that goes with {k}?
What is given for {k} under {c}?
I want to know the {c} of {k}.
What is reported as the {c} of {k}?
What {c} goes with {k}?
As to {k}: which {c}?
Please give the {c} of {k}.
What {c} did {k} have?
The {c} of {k} is what?
According to the table, what is the {c} of {k}?
Show the {c} for {k}.
`,
  "item-price": `
How much was {k}?
How much is {k}?
How much did {k} cost?
How much does {k} cost?
What did {k} cost?
What does {k} cost?
price of {k}
{k} price
What is the price of {k}?
What is the cost of {k}?
cost of {k}
How much was paid for {k}?
How much was charged for {k}?
What was charged for {k}?
What was the price of {k}?
How much money is {k}?
Which price stands beside {k}?
What amount is given for {k}?
What is the amount for {k}?
For how much was {k} sold?
At what price was {k} sold?
Tell me the price of {k}.
Find the price of {k}.
What did the customer pay for {k}?
How expensive was {k}?
How much do I pay for {k}?
{k}: how much?
{k}, how much is it?
What does the bill say for {k}?
What price is printed for {k}?
How much does {k} come to?
Give the amount of {k}.
What sum is listed for {k}?
What had to be paid for {k}?
Read the price of {k}.
How much was billed for {k}?
What is {k} priced at?
The price for {k}?
State what {k} costs.
How much for {k}?
What do you pay for {k}?
Look up what {k} cost.
`,
  "item-quantity": `
How many {k} were ordered?
How many {k} were bought?
How many {k} were sold?
How many {k}?
quantity of {k}
{k} quantity
What is the quantity of {k}?
What quantity of {k} was ordered?
What quantity of {k} is listed?
How many pieces of {k} are there?
How many of {k} did the customer take?
How many of {k} were bought?
How many times was {k} ordered?
What number of {k} was bought?
number of {k}
Tell me how many {k} were sold.
Find the quantity for {k}.
How many units of {k} are billed?
How many {k} are on the bill?
How many {k} are billed?
How many {k} are listed?
In what quantity was {k} ordered?
In which quantity is {k} listed?
Give the quantity of {k}.
How many {k} did they order?
How many {k} did they buy?
How many {k} did the customer buy?
{k}: how many?
What is the count of {k}?
How often was {k} bought?
How many {k} have been charged?
How much of {k} was ordered, in pieces?
Which quantity stands beside {k}?
What quantity is given for {k}?
What quantity is printed for {k}?
State how many {k} were ordered.
How many {k} were delivered?
Read off the quantity of {k}.
Look up how many {k} were bought.
The quantity for {k}?
How many were there of {k}?
For how many {k} does one pay?
`,
  reverse: `
Which {n} is number {rk}?
Which {n} is on line {rk}?
Which {n} has the number {rk}?
What {n} stands at number {rk}?
Which {n} is listed as number {rk}?
Name the {n} with the number {rk}.
Which {n} has a {c} of {v}?
Which {n} has {c} {v}?
What {n} has {v} as its {c}?
Which {n} {vs}?
Name the {n} whose {c} is {v}.
For which {n} is the {c} {v}?
{n} with {c} {v}
Which {n} has {v} under {c}?
What {n} has the {c} {v}?
Find the {n} with a {c} of {v}.
Whose {c} is {v}?
The {c} of which {n} is {v}?
Which {n} is listed with {c} {v}?
Who or what has {v} as {c}?
To which {n} does the {c} {v} belong?
Tell me which {n} has {v} for its {c}.
Which {n} is the one with {c} {v}?
Which {n} shows {v} in the column {c}?
What is the {n} that has a {c} of {v}?
A {c} of {v} belongs to which {n}?
{v} is the {c} of which {n}?
{v} is whose {c}?
Give the {n} that has {c} {v}.
Identify the {n} with {v} as {c}.
Which of the {ns} has a {c} of {v}?
Which of these {ns} has {c} {v}?
Which of the {ns} {vs}?
What {n} {vs}?
In which row is the {c} {v}? Name the {n}.
Look for {v} under {c}: which {n} is it?
Which {n} is it whose {c} reads {v}?
With a {c} of {v}, which {n} is meant?
Where {c} is {v}, what is the {n}?
Which {n} had a {c} of {v}?
State the {n} whose {c} equals {v}.
Which {n} goes with the {c} {v}?
Of all {ns}, which has {v} as {c}?
Which {n} comes with a {c} of {v}?
Say which {n} has {v} in the {c} column.
The {n} having {c} {v}?
Which {n} got {v} for {c}?
What's the {n} with {v} as its {c}?
Which single {n} has a {c} of {v}?
`,
  "row-first": `
Which {n} is {ord}?
What is the {ord} {n}?
Which {n} is listed {ord}?
{ord} {n}
Name the {ord} {n}.
What is the {ord} {n} in the table?
Which {n} stands {ord} in the list?
Which {n} comes {ord}?
Tell me the {ord} {n}.
Give the {ord} {n} of the list.
What {n} appears {ord}?
Which is the {ord} {n} shown?
Who or what is the {ord} {n}?
Find the {ord} {n}.
Which {n} is in the {ord} row?
The {ord} row is about which {n}?
What {n} does the {ord} row show?
What is the name of the {ord} {n}?
Which of the {ns} is listed {ord}?
Of the {ns}, which comes {ord}?
Read the {ord} {n}.
Which {n} is the {ord} one?
In the table, which {n} is {ord}?
What is the {ord} entry among the {ns}?
State the {ord} {n} listed.
What is the {ord} of the {ns}?
Which one is the {ord} {n} of the table?
The {ord} {n}?
Look at the {ord} row: which {n} is it?
Which {n} makes up the {ord} row?
What is given as the {ord} {n}?
Among the listed {ns}, name the {ord}.
Which {n} do we find in the {ord} line of the table?
{ord} entry in the list of {ns}?
What's the {ord} {n} here?
Please name the {n} that comes {ord}.
Which of these {ns} stands {ord}?
The {ns} are listed in order. Which one is {ord}?
Which {n} is named {ord}?
Say which {n} is {ord} in the table.
What {n} is on the {ord} line?
Which {n} is put {ord}?
`,
  "row-after": `
Which {n} comes {dir} {k}?
What is the {n} {dir} {k}?
Which {n} {follows} {k}?
Name the {n} {dir} {k}.
What {n} is listed {dir} {k}?
{n} {dir} {k}
{dir} {k}, which {n} is listed?
Which {n} stands {dir} {k}?
Tell me the {n} that {follows} {k}.
What {n} appears {dir} {k} in the list?
Which is the {n} {dir} {k} in the table?
Who or what comes {dir} {k}?
In the list, what comes {dir} {k}?
What {n} {follows} {k} in the table?
The row {dir} {k} is which {n}?
What is {dir} {k}?
Find the {n} {dir} {k}.
Which {n} is in the row {dir} {k}?
Give the {n} listed {dir} {k}.
What entry {follows} {k}?
Which of the {ns} comes {dir} {k}?
Going by the table, which {n} {follows} {k}?
Which {n} is printed {dir} {k}?
State the {n} {dir} {k}.
Look for {k}: which {n} is {dir} it?
What do you find {dir} {k}?
What name is {dir} {k}?
Which one of the {ns} {follows} {k}?
What is listed {dir} {k}?
Say which {n} comes {dir} {k}.
Among the {ns}, which one is {dir} {k}?
Which entry comes {dir} {k}?
The {n} that {follows} {k}?
In the order of the table, which {n} is {dir} {k}?
What is the name of the {n} {dir} {k}?
If you go to the row {dir} {k}, which {n} is there?
Which {n} has its place {dir} {k}?
What is the entry {dir} {k}?
Read the {n} {dir} {k}.
{k} is there; which {n} is {dir} it?
I see {k}. Which {n} {follows} it?
Which {n} do we meet {dir} {k}?
`,
  "largest-row": `
Which {n} has the {sup} {c}?
What {n} has the {sup} {c}?
Which {n} has the {most} {c}?
Name the {n} with the {sup} {c}.
{n} with the {sup} {c}
{sup} {c}: which {n}?
Who or what has the {sup} {c}?
Which of the {ns} has the {sup} {c}?
Of all {ns}, which has the {sup} {c}?
Find the {n} with the {sup} {c}.
Tell me which {n} has the {sup} {c}.
For which {n} is the {c} {sup}?
The {sup} {c} belongs to which {n}?
Which {n} shows the {sup} {c}?
Which {n} had the {sup} {c}?
Which {n} reached the {sup} {c}?
What is the {n} with the {sup} {c}?
Whose {c} is the {sup}?
Which {n} is the one with the {sup} {c}?
Identify the {n} having the {sup} {c}.
Give the {n} whose {c} is {sup}.
Which {n} got the {sup} {c}?
In the table, which {n} has the {sup} {c}?
Which {n} ranks {sup} by {c}?
Where is the {c} {sup}? Name the {n}.
To which {n} belongs the {sup} {c}?
Which {n} comes with the {sup} {c}?
By {c}, which {n} is the {sup}?
Which {n} recorded the {sup} {c}?
State the {n} with the {sup} value under {c}.
Which {n} stands out with the {sup} {c}?
Which {n} has the {sup} number in the column {c}?
Looking at {c}, which {n} is {sup}?
Compare the {ns} by {c}: which has the {sup}?
Which one of these {ns} has the {sup} {c}?
What {n} is listed with the {sup} {c}?
The {n} having the {sup} {c}?
Say which {n} has the {sup} {c} of all.
No {n} is beyond which one in having the {sup} {c}?
Pick the {n} with the {sup} {c}.
Among the {ns}, who has the {sup} {c}?
Which {n} is at the extreme with the {sup} {c}?
`,
  "largest-value": `
What is the {sup} {c}?
{sup} {c}
What is the {sup} {c} in the table?
What is the {sup} value of {c}?
Which is the {sup} {c}?
Give the {sup} {c}.
Tell me the {sup} {c} listed.
Find the {sup} {c}.
What's the {sup} {c} of all {ns}?
What is the {sup} number under {c}?
In the column {c}, what is the {sup} value?
How much is the {sup} {c}?
Read off the {sup} {c}.
State the {sup} {c} among the {ns}.
Of all {c} values, which is the {sup}?
What {c} is the {sup}?
Which {c} value is the {sup}?
The {sup} {c}?
What is the {sup} {c} that any {n} has?
What is the {sup} entry in {c}?
Which number is the {sup} in the column {c}?
What was the {sup} {c}?
Name the {sup} {c}.
What is the {sup} of the {c} figures?
Look at {c}: what is the {sup} value?
What is the {sup} {c} shown?
What {sup} {c} does the table show?
What is the {sup} {c} reached by any {n}?
Under {c}, which is the {sup} figure?
Which is the {sup} value given for {c}?
Among the {ns}, what is the {sup} {c}?
Report the {sup} {c}.
The {sup} value in {c} is what?
What does the {sup} {c} come to?
Pick out the {sup} {c}.
What is the {sup} figure for {c}?
Considering all {ns}, what is the {sup} {c}?
What is recorded as the {sup} {c}?
How large is the {sup} {c}?
What's the {sup} amount under {c}?
Which {c} is {sup} of all?
Say what the {sup} {c} is.
`,
};
