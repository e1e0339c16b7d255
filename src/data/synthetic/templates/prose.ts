/**
 * Facts that stand in running text, and ways of asking for them. A line: sentence with the answer in brackets | question ; ...
 * Slots: {N} plural noun, {n} noun, {p} person, {c} company, {t} city, {q} number, {d} date, {m} amount, {y} year, {e} percentage,
 * {r} duration, {a} adjective, {x} phrase. Data only; ../prose.ts reads it.
 */
export const PROSE_FACTS = `
A total of [q] {N} were selected for the {n}. | How many {N} were selected? ; How many {N} were taken for the {n}? ; What number of {N} was selected for the {n}?
The {n} was opened by [p] in the spring. | Who opened the {n}? ; By whom was the {n} opened? ; Which person opened the {n}?
[e] of the {N} were older than the {n}. | What percentage of the {N} were older than the {n}? ; Which share of the {N} was older than the {n}? ; How many percent of the {N} were older than the {n}?
The {a} {n} was founded in [y] by a group of {N}. | When was the {a} {n} founded? ; In which year was the {a} {n} founded? ; What is the founding year of the {a} {n}?
The headquarters of the {n} are in [t] at present. | Where are the headquarters of the {n}? ; In which city does the {n} have its headquarters? ; Which city is the seat of the {n}?
The cost of the {n} is estimated at [m] at present. | How much will the {n} cost? ; What is the estimated cost of the {n}? ; At what amount is the cost of the {n} estimated?
The {n} must be returned by [d] at the latest. | By when must the {n} be returned? ; What is the last day for returning the {n}? ; Until which date can the {n} be returned?
The contract for the {n} was awarded to [c] at present. | Who was awarded the contract for the {n}? ; Which company got the contract for the {n}? ; To whom did the contract for the {n} go?
The meeting on the {n} will take place in [t] at present. | Where will the meeting on the {n} take place? ; In which city is the meeting on the {n} held? ; In what place do they meet about the {n}?
The new {n} is headed by [p] at present. | Who heads the new {n}? ; Who is at the head of the new {n}? ; Whose task is it to lead the new {n}?
Each {n} lasts [r] and ends with a {a} {x}. | How long does each {n} last? ; What is the length of each {n}? ; For how long does a {n} go on?
About [q] {N} took part in the {n}. | How many {N} took part in the {n}? ; What number of {N} took part? ; About how many {N} joined the {n}?
Sales of {N} rose by [e] during the year. | By how much did sales of {N} rise? ; What was the rise in the sales of {N}? ; By what percentage did the sales of {N} grow?
The {n} was damaged on [d] by a {a} storm. | When was the {n} damaged? ; On which day did the storm damage the {n}? ; What is the date on which the {n} was damaged?
The prize for the best {n} went to [p] at present. | Who won the prize for the best {n}? ; To whom did the prize for the best {n} go? ; Which person had the best {n}?
The {N} are supplied by [c] under a {a} agreement. | Who supplies the {N}? ; Which company supplies the {N}? ; From whom do the {N} come?
The {n} has a capacity of [q] {N}. | What is the capacity of the {n}? ; How many {N} does the {n} hold? ; For how many {N} does the {n} have room?
The budget for the {a} {n} was set at [m] at present. | What is the budget for the {a} {n}? ; How much money was set aside for the {a} {n}? ; At how much was the budget for the {a} {n} set?
The project is known under the name [x] at present. | Under which name is the project known? ; What is the project called? ; How do they name the project?
The {n} will be closed for [r] because of repairs. | For how long will the {n} be closed? ; How long do the repairs of the {n} keep it closed? ; What is the duration of the closing of the {n}?
The {N} were first described in [y] at present. | When were the {N} first described? ; In which year were the {N} first described? ; Since what year are the {N} known?
Questions about the {n} should be sent to [p] at present. | To whom should one send questions about the {n}? ; Who answers questions about the {n}? ; Whom does one ask about the {n}?
The fee for the {n} is [m] for members. | How much is the fee for the {n}? ; What do members pay for the {n}? ; What is the members' fee for the {n}?
The {n} was moved from the old site to [t] at present. | Where was the {n} moved? ; To which city did the {n} move? ; What is the new place of the {n}?
Only [q] of the {N} passed the {a} {n}. | How many of the {N} passed the {a} {n}? ; What number of {N} passed? ; How many {N} were good enough to pass the {a} {n}?
The {n} is insured with [c] against fire. | With whom is the {n} insured? ; Which company insures the {n}? ; Who covers the {n} against fire?
`;
