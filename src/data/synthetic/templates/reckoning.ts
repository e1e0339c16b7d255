/**
 * Ways of asking for sums, differences and comparisons, and statements that are true or false. Slots as in tables.ts; {m} a
 * number that a statement claims, {higher} higher or lower. Data only.
 */
export const RECKONING: Record<string, string> = {
  sum: `
What is the sum of the {c}?
What is the sum of all {c}?
What do the {c} add up to?
Add up the {c}.
What is the {c} of all {ns} together?
What is the combined {c} of all {ns}?
sum of {c}
What is the total {c} of all {ns}?
How much is the {c} of all {ns} together?
Sum the column {c}.
What does the column {c} add up to?
What is the {c} in total?
Add together the {c} of all {ns}.
What is the total of the column {c}?
What do all {c} values come to?
What total do the {c} give?
If you add up the {c}, what do you get?
What is the overall {c}?
Taken together, what {c} do the {ns} have?
Work out the sum of the {c}.
Calculate the total {c}.
Find the sum of the {c} column.
What {c} do all {ns} have together?
The {c} of all {ns} make how much?
Give the sum of the {c}.
What is the aggregate {c}?
How much {c} is there altogether?
Summing up all {ns}, what is the {c}?
Tell me the combined {c}.
What is the result of adding up the {c}?
What is the {c} for all {ns} taken together?
What is the sum over the column {c}?
Total up the {c}.
Compute the sum of the {c} of the {ns}.
What is the grand total of {c}?
All {c} added together are how much?
To how much do the {c} amount in all?
Put together, how much are the {c}?
What do you get by summing the {c}?
State the sum of all values under {c}.
All in all, what is the {c} of the {ns}?
What amount results from adding the {c}?
`,
  "sum-where": `
What is the total {c} of the {ns} with {d} {v}?
What is the sum of the {c} of all {ns} whose {d} is {v}?
Add up the {c} of the {ns} that {vp}.
What {c} do the {ns} with {d} {v} have together?
What is the combined {c} of the {ns} whose {d} is {v}?
For {d} {v}, what is the total {c}?
sum of {c} for {d} {v}
What do the {c} of the {ns} with {d} {v} add up to?
How much is the {c} of all {ns} with {d} {v} together?
What is the total {c} for {v}?
Taking only {d} {v}, what is the sum of the {c}?
If the {d} is {v}, what is the {c} in total?
Sum the {c} where the {d} is {v}.
What is the overall {c} of the {ns} with a {d} of {v}?
Calculate the total {c} for all {ns} having {v} as {d}.
What is the sum of {c} over the rows with {d} {v}?
Find the combined {c} of those {ns} that {vp}.
Among the {ns} with {d} {v}, what is the total {c}?
What {c} do those {ns} that {vp} have in total?
Give the sum of the {c} of the {ns} with {v} under {d}.
Add together the {c} for {d} {v}.
Together, what {c} do the {ns} with {v} as {d} have?
What total {c} falls to {d} {v}?
Work out the {c} of all {ns} where the {d} is {v}.
What is the aggregate {c} of the {ns} with {d} {v}?
Counting only {d} {v}, what do the {c} add up to?
Tell me the total {c} of the {ns} with {d} {v}.
How much {c} is there for {d} {v} altogether?
Compute the sum of the {c} of {ns} with {d} {v}.
Total the {c} of every {n} whose {d} is {v}.
The {c} of the {ns} with {d} {v} come to how much?
Restricted to {d} {v}, what is the sum of {c}?
What is the sum of {c} among {ns} that {vp}?
What is the {c} in all for {ns} with a {d} of {v}?
For all {ns} that {vp}, add the {c}.
How much do the {c} of {ns} with {d} {v} make?
What do {ns} with {v} as their {d} have in {c} all together?
State the sum of the {c} for the {ns} with {d} {v}.
What amount do you get adding the {c} for {d} {v}?
The total of {c} where {d} is {v}?
What is the {c} total for the {ns} with {d} {v}?
All {ns} with {d} {v} taken together, what is their {c}?
`,
  "totals-row": `
What is the total {c}?
What is the {c} total?
total {c}
What is the total for {c}?
What is given as the total {c}?
What does the table give as the total of {c}?
What is the total at the bottom of the column {c}?
Which total is printed under {c}?
What is the {c} in the row of totals?
What is the {c} in the total row?
Read the total {c}.
What total is stated for {c}?
What is the sum printed under {c}?
Give the total {c}.
How much is the total {c}?
Find the total {c}.
What is the overall {c}?
What {c} does the last row give as total?
What is the {c} for all {ns}?
What is the {c} of all {ns} together?
In total, what is the {c}?
The total of the column {c}?
What does the bottom line say for {c}?
What total {c} does the table show?
Tell me the total {c}.
What is listed as the total under {c}?
Under {c}, what is the total?
State the total {c}.
What figure closes the column {c}?
What's the total {c}?
How much {c} is there in total?
What is the {c} altogether?
What is the grand total of {c}?
Which value stands in the total row under {c}?
What is the combined {c} of all {ns}?
What do the {c} come to in total?
What is the sum of the {c}?
What is reported as total {c}?
What is the final total for {c}?
Look at the totals: what is the {c}?
What do the {c} add up to, according to the table?
As a total for {c}, what is printed?
`,
  difference: `
What is the difference in {c} between {k} and {j}?
How much more {c} does {k} have than {j}?
What is the difference between the {c} of {k} and {j}?
By how much does the {c} of {k} exceed that of {j}?
difference in {c}: {k} and {j}
How much higher is the {c} of {k} than that of {j}?
How much larger is the {c} of {k} than the {c} of {j}?
What is the {c} of {k} minus the {c} of {j}?
By how much is the {c} of {k} above that of {j}?
How far apart are {k} and {j} in {c}?
How much greater is {k}'s {c} than {j}'s?
Compute the difference in {c} between {k} and {j}.
What is the gap in {c} between {k} and {j}?
How big is the difference between {k} and {j} in {c}?
How much less {c} does {j} have than {k}?
By how much is the {c} of {j} below that of {k}?
Subtract the {c} of {j} from the {c} of {k}.
How many more {c} did {k} have than {j}?
What separates {k} from {j} in terms of {c}?
What is the difference of the {c} for {k} and {j}?
In {c}, how much is {k} ahead of {j}?
How much is {j} behind {k} in {c}?
Take the {c} of {j} away from that of {k}: what is left?
Find the difference between {k} and {j} by {c}.
How large is the difference in {c} for {k} and {j}?
By what amount does {k} surpass {j} in {c}?
If you compare the {c} of {k} and {j}, what is the difference?
How much would {j} need to reach the {c} of {k}?
Calculate {k}'s {c} less {j}'s {c}.
How much lower is the {c} of {j} compared to {k}?
What is the distance in {c} between {k} and {j}?
How much smaller is the {c} of {j} than that of {k}?
Tell me the difference in {c} of {k} and {j}.
Between {k} and {j}, how much do the {c} differ?
The {c} of {k} is how much more than the {c} of {j}?
How do {k} and {j} differ in {c}, as a number?
Give the difference between the {c} for {k} and for {j}.
How much does {k} have over {j} in {c}?
With respect to {c}, by how much does {k} lead {j}?
State by how much {k} and {j} differ in {c}.
What's the {c} difference of {k} over {j}?
What remains if {j}'s {c} is taken from {k}'s?
`,
  compare: `
Which has the {higher} {c}, {k} or {j}?
Who has the {higher} {c}, {k} or {j}?
Which {n} has the {higher} {c}, {k} or {j}?
Is the {c} {higher} for {k} or for {j}?
Does {k} or {j} have the {higher} {c}?
Which is {higher} in {c}: {k} or {j}?
Between {k} and {j}, which has the {higher} {c}?
{k} or {j}: which has the {higher} {c}?
Of {k} and {j}, which has the {higher} {c}?
Which of the two has the {higher} {c}, {k} or {j}?
Comparing {k} with {j}, whose {c} is {higher}?
Whose {c} is {higher}, {k} or {j}?
Tell me which has the {higher} {c}: {k} or {j}.
Name the one with the {higher} {c}: {k} or {j}.
{higher} {c}: {k} or {j}?
Which one shows the {higher} {c}, {k} or {j}?
Was the {c} {higher} for {k} or {j}?
Out of {k} and {j}, which has a {higher} {c}?
Which had the {higher} {c}, {k} or {j}?
Looking at {c}, which is {higher}, {k} or {j}?
Look at {k} and {j}: which has the {higher} {c}?
In terms of {c}, is {k} or {j} {higher}?
By {c}, which is {higher}: {k} or {j}?
Did {k} or {j} have the {higher} {c}?
Compare {k} and {j}: which has the {higher} {c}?
Which {n} comes out {higher} in {c}, {k} or {j}?
As to {c}, which of {k} and {j} is {higher}?
Which row has the {higher} {c}, {k} or {j}?
Say which of {k} and {j} has the {higher} {c}.
Considering {k} and {j}, which {n} has the {higher} {c}?
Is it {k} or {j} that has the {higher} {c}?
Pick the one with the {higher} {c}, {k} or {j}.
With which is the {c} {higher}, with {k} or with {j}?
Who comes with a {higher} {c}, {k} or {j}?
Do we see a {higher} {c} for {k} or for {j}?
The {higher} {c} belongs to {k} or to {j}?
Which of these two {ns} has the {higher} {c}: {k} or {j}?
If one compares the {c} of {k} and {j}, which is {higher}?
Which {n} of the two, {k} or {j}, is {higher} in {c}?
State which {n} has the {higher} {c}, {k} or {j}.
For which is the {c} {higher}: {k} or {j}?
Who is {higher} in {c}: {k} or {j}?
`,
  "yes-equal": `
Is the {c} of {k} {v}?
Does {k} have a {c} of {v}?
The {c} of {k} is {v}.
{k} has a {c} of {v}.
Is {v} the {c} of {k}?
{v} is the {c} of {k}.
For {k}, the {c} is {v}.
Is {k} listed with {c} {v}?
{k} is listed with {c} {v}.
Does the table give {v} as the {c} of {k}?
Is it true that the {c} of {k} is {v}?
It is true that {k} has {v} as its {c}.
Does {k} have {v} as its {c}?
{k} has {v} as its {c}.
Is {v} given under {c} for {k}?
The table shows {v} as the {c} of {k}.
Was the {c} of {k} {v}?
The {c} of {k} was {v}.
Did {k} have a {c} of {v}?
{k} had a {c} of {v}.
Is the {c} for {k} equal to {v}?
The {c} for {k} equals {v}.
With {k}, the {c} is {v}.
Under {c}, {k} has {v}.
Is the value of {c} for {k} {v}?
The {c} given for {k} is {v}.
Can one say that the {c} of {k} is {v}?
In the row of {k}, is the {c} {v}?
In the row of {k}, the {c} is {v}.
{k}'s {c} is {v}.
Is {k}'s {c} {v}?
Check: the {c} of {k} is {v}.
The {n} {k} has the {c} {v}.
Right or wrong: the {c} of {k} is {v}.
{k} comes with a {c} of {v}.
A {c} of {v} is recorded for {k}.
Is a {c} of {v} recorded for {k}?
Does the column {c} say {v} for {k}?
As {c} of {k}, the table has {v}.
{k} shows {v} for {c}.
Yes or no: does {k} have a {c} of {v}?
According to the table, {k} has a {c} of {v}.
`,
  "yes-greater": `
Does {k} have a {higher} {c} than {j}?
{k} has a {higher} {c} than {j}.
Is the {c} of {k} {higher} than that of {j}?
The {c} of {k} is {higher} than that of {j}.
Is the {c} {higher} for {k} than for {j}?
The {c} is {higher} for {k} than for {j}.
Compared with {j}, {k} has a {higher} {c}.
Is {k}'s {c} {higher} than {j}'s?
{k}'s {c} is {higher} than {j}'s.
Did {k} have a {higher} {c} than {j}?
{k} had a {higher} {c} than {j}.
Is it true that {k} has a {higher} {c} than {j}?
It is true that the {c} of {k} is {higher} than the {c} of {j}.
The {n} {k} has a {higher} {c} than {j}.
In {c}, {k} is {higher} than {j}.
Is {k} {higher} than {j} in {c}?
Does the table show a {higher} {c} for {k} than for {j}?
The table shows a {higher} {c} for {k} than for {j}.
Was the {c} of {k} {higher} than the {c} of {j}?
The {c} of {k} was {higher} than the {c} of {j}.
Of the two, {k} has a {higher} {c} than {j}.
Right or wrong: {k} has a {higher} {c} than {j}.
{k} comes with a {higher} {c} than {j}.
Yes or no: is the {c} of {k} {higher} than that of {j}?
By {c}, {k} is {higher} than {j}.
Can one say that {k} has a {higher} {c} than {j}?
A {higher} {c} is given for {k} than for {j}.
Is a {higher} {c} given for {k} than for {j}?
Comparing the {c}, {k} is {higher} than {j}.
Check: {k} has a {higher} {c} than {j}.
Looking at {c}, is {k} {higher} than {j}?
Is {k} listed with a {higher} {c} than {j}?
{k} is listed with a {higher} {c} than {j}.
With {k} the {c} is {higher} than with {j}.
Does {k} show a {higher} {c} than {j} does?
{k} shows a {higher} {c} than {j} does.
Is the value under {c} {higher} for {k} than for {j}?
When it comes to {c}, {k} is {higher} than {j}.
Does {k} reach a {higher} {c} than {j}?
{k} reached a {higher} {c} than {j}.
The {c} for {k} is {higher} compared to {j}.
According to the table, {k} has a {higher} {c} than {j}.
`,
  "yes-count": `
Are there {m} {ns} with {c} {v}?
There are {m} {ns} with {c} {v}.
Do {m} {ns} have a {c} of {v}?
{m} {ns} have a {c} of {v}.
{m} of the {ns} {vp}.
Is it true that {m} of the {ns} {vp}?
Is the number of {ns} with {c} {v} {m}?
The number of {ns} with {c} {v} is {m}.
Exactly {m} {ns} have {v} as their {c}.
Do exactly {m} {ns} have {v} as their {c}?
{v} is the {c} of {m} {ns}.
Is {v} the {c} of {m} {ns}?
{m} {ns} are listed with {c} {v}.
Are {m} {ns} listed with {c} {v}?
The table has {m} {ns} with {c} {v}.
Does the table have {m} {ns} with {c} {v}?
There are {m} {ns} whose {c} is {v}.
Are there {m} {ns} whose {c} is {v}?
For {m} of the {ns} the {c} is {v}.
For {m} of the {ns}, is the {c} {v}?
In {m} rows, the {c} is {v}.
Is the {c} {v} in {m} rows?
{v} is given {m} times under {c}.
Is {v} given {m} times under {c}?
Of the {ns}, {m} have {c} {v}.
Of the {ns}, do {m} have {c} {v}?
The {c} {v} occurs {m} times.
Does the {c} {v} occur {m} times?
Right or wrong: {m} {ns} have {v} as {c}.
True or false: there are {m} {ns} with a {c} of {v}
A total of {m} {ns} have {v} under {c}.
Check: {m} {ns} have a {c} of {v}.
It is true that {m} {ns} have {c} {v}.
Can you count {m} {ns} with {c} {v}?
You can count {m} {ns} with {v} as {c}.
{m} is the number of {ns} with {v} as {c}.
{m} of these {ns} come with {c} {v}.
Did {m} of the {ns} have {v} as {c}?
{m} of the {ns} had {v} as {c}.
According to the table, {m} {ns} have the {c} {v}.
Altogether {m} {ns} show {v} under {c}.
Do {m} of the {ns} share the {c} {v}?
`,
  "yes-superlative": `
Does {k} have the {sup} {c}?
{k} has the {sup} {c}.
Is {k} the {n} with the {sup} {c}?
{k} is the {n} with the {sup} {c}.
The {n} with the {sup} {c} is {k}.
The {sup} {c} belongs to {k}.
Does the {sup} {c} belong to {k}?
Of all {ns}, {k} has the {sup} {c}.
Is the {sup} {c} that of {k}?
The {sup} {c} is that of {k}.
Among the {ns}, {k} has the {sup} {c}.
Is it true that {k} has the {sup} {c}?
It is true that {k} has the {sup} {c}.
Did {k} have the {sup} {c}?
{k} had the {sup} {c}.
{k} has the {sup} {c} of all {ns}.
Does {k} have the {sup} {c} of all {ns}?
By {c}, {k} is the {sup}.
Is {k} the {sup} by {c}?
{k} is listed with the {sup} {c}.
Is {k} listed with the {sup} {c}?
In {c}, {k} is the {sup}.
No other {n} than {k} has the {sup} {c}.
Was the {c} of {k} the {sup}?
The {c} of {k} was the {sup}.
Is the {c} of {k} the {sup} of all?
The {c} of {k} is the {sup} of all.
Right or wrong: {k} has the {sup} {c}.
Yes or no: does {k} have the {sup} {c}?
{k} reached the {sup} {c}.
Did {k} reach the {sup} {c}?
{k} shows the {sup} {c}.
Check: {k} has the {sup} {c} in the table.
The table's {sup} {c} is found with {k}.
Is the table's {sup} {c} found with {k}?
Looking at {c}, {k} is the {sup}.
Can one say that {k} has the {sup} {c}?
Does {k} show the {sup} {c} in the list?
{k} comes with the {sup} {c}.
According to the table, {k} has the {sup} {c}.
It is {k} that has the {sup} {c}.
Is it {k} that has the {sup} {c}?
`,
};
