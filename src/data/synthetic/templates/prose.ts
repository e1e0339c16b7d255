/**
 * Facts that stand in running text, and ways of asking for them. A line: sentence with the answer in brackets | question ; ...
 * Slots: {N} plural noun, {n} noun, {p} person, {c} company, {t} city, {q} number, {d} date, {m} amount, {y} year, {e} percentage,
 * {r} duration, {h} time of day, {a} adjective, {x} phrase. Data only; ../prose.ts reads it.
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
[p] was appointed director of the {n} on {d}. | Who was appointed director of the {n}? ; Who became the {n}'s director? ; What is the name of the new director of the {n}?
{p} was appointed chair of the {n} on [d] after a vote. | When was the chair of the {n} appointed? ; On what date did {p} become chair of the {n}? ; Since when has {p} been chair of the {n}?
The {n} belongs to [c] since its {a} beginnings. | Who owns the {n}? ; To which company does the {n} belong? ; Who is the owner of the {n}?
The {a} {n} stands in [t] near the old station. | Where is the {a} {n}? ; In which city does the {a} {n} stand? ; Where can the {a} {n} be seen?
The {n} weighs [q] kilograms when it is empty. | How heavy is the {n}? ; What does the {n} weigh? ; What is the weight of the {n}?
The {a} {n} was sold for [m] to a private buyer. | For how much was the {a} {n} sold? ; What was paid for the {a} {n}? ; What did the {a} {n} fetch?
The purpose of the {n} is to protect [N] from damage. | What does the {n} protect? ; What is protected by the {n}? ; What is the purpose of the {n}?
The main ingredient of the {n} is [n] from the region. | What is the main ingredient of the {n}? ; What is the {n} chiefly made of? ; Which ingredient does the {n} mostly contain?
The {a} {n} is also called [x] by those who use it. | What else is the {a} {n} called? ; By what other name is the {a} {n} known? ; What do those who use the {a} {n} call it?
In [y] the {n} was rebuilt after a fire. | When was the {n} rebuilt? ; In what year was the {n} built again? ; What year saw the rebuilding of the {n}?
The winner of the {a} {n} was [p] of {t}. | Who won the {a} {n}? ; Who was the winner of the {a} {n}? ; Which person came first in the {a} {n}?
The report on the {N} was written by [p] and two colleagues. | Who wrote the report on the {N}? ; Who is the author of the report on the {N}? ; By whom was the report on the {N} written?
Members of the {n} meet every [r] to talk about {N}. | How often do members of the {n} meet? ; At what interval does the {n} meet? ; Every how long do members of the {n} come together?
The {n} covers an area of [q] square metres. | How large is the {n}? ; What area does the {n} cover? ; How many square metres does the {n} cover?
The {n} employs [q] people in {t}. | How many people does the {n} employ? ; How many people work for the {n}? ; What is the number of employees of the {n}?
{c} employs [q] people in {t}. | How many people does {c} employ? ; What is the number of employees of {c}? ; How many work for {c}?
{c} was founded in [y] by {p}. | When was {c} founded? ; In what year did {c} begin? ; What is the founding year of {c}?
{c} was founded in {y} by [p] and a friend. | Who founded {c}? ; Who is the founder of {c}? ; By whom was {c} started?
{c} has its seat in [t] and sells {N}. | Where is {c} based? ; In which city is {c}? ; Where does {c} have its seat?
{c} earned [m] with {N} last year. | How much did {c} earn with {N}? ; What did {N} bring {c} last year? ; What was the income of {c} from {N}?
{p} lives in [t] and studies {N}. | Where does {p} live? ; In which city does {p} live? ; What is the home town of {p}?
{p} has worked on {N} for [r] without a break. | How long has {p} worked on {N}? ; For how long has {p} been working on {N}? ; How much time has {p} given to {N}?
{p} was born in [y] as the child of a {a} teacher. | When was {p} born? ; In what year was {p} born? ; What is the year of birth of {p}?
{p} agreed to deliver [q] {N} to {c}. | How many {N} will {p} deliver? ; What number of {N} did {p} agree to deliver? ; How many {N} does {c} get from {p}?
{p} will speak about the {n} on [d] in the main hall. | When will {p} speak? ; On which day does {p} speak about the {n}? ; What is the date of the talk about the {n}?
The letter of [d] mentions the {a} {n} only once. | What is the date of the letter that mentions the {a} {n}? ; When was the letter about the {a} {n} written? ; Which letter mentions the {a} {n}?
The first {n} was built by [c] as a trial. | Who built the first {n}? ; Which company built the first {n}? ; By whom was the first {n} made?
More than [e] of all {N} come from the {n}. | What share of all {N} comes from the {n}? ; How many percent of the {N} come from the {n}? ; What percentage of all {N} does the {n} provide?
The temperature of the {n} must not exceed [q] degrees. | What temperature must the {n} not exceed? ; How hot may the {n} get? ; What is the highest temperature allowed for the {n}?
The test of the {n} ended with [x] as the cause of failure. | What caused the failure of the {n}? ; What was the cause of failure in the test of the {n}? ; Why did the {n} fail?
The {N} arrive by [r] after the order at the latest. | How long after the order do the {N} arrive? ; Within what time do the {N} arrive? ; When do the {N} arrive after being ordered?
Applications for the {n} are open until [d] every day. | Until when can one apply for the {n}? ; What is the deadline for the {n}? ; When do applications for the {n} close?
A fine of [m] is charged for a lost {n}. | What does a lost {n} cost? ; How much is the fine for a lost {n}? ; What is charged when a {n} is lost?
The {n} opens at [h] on weekdays. | When does the {n} open? ; At what time does the {n} open on weekdays? ; What is the opening time of the {n}?
The {a} {n} leaves {t} at [h] in all seasons. | At what time does the {a} {n} leave? ; When does the {a} {n} leave {t}? ; What is the departure time of the {a} {n}?
The study followed [q] {N} over {r}. | How many {N} did the study follow? ; What was the number of {N} in the study? ; How many {N} were studied?
The study followed {q} {N} over [r] in all. | How long did the study of the {N} last? ; Over what time were the {N} studied? ; For how long were the {N} followed?
The {n} replaces the former [x] of the company. | What does the {n} replace? ; What was there before the {n}? ; What did the {n} take the place of?
The {a} {n} is paid for by [c] and the city of {t}. | Who pays for the {a} {n} together with the city? ; Which company pays for the {a} {n}? ; Who besides {t} pays for the {a} {n}?
The key of the {n} is kept by [p] in the office. | Who keeps the key of the {n}? ; Who has the key of the {n}? ; With whom is the key of the {n}?
The number of {N} fell to [q] within {r}. | To what number did the {N} fall? ; How many {N} were left in the end? ; What did the number of {N} fall to?
The number of {N} fell by [e] within {r}. | By how much did the number of {N} fall? ; By how many percent did the {N} decrease? ; What was the decrease in {N}?
The distance from the {n} to {t} is [q] kilometres. | How far is it from the {n} to {t}? ; What is the distance between {t} and the {n}? ; How many kilometres is {t} away from the {n}?
The word {x} stands for [x] in this text. | What does {x} stand for? ; What is meant by {x}? ; What is {x} here?
The {a} {n} was invented by [p] in {y}. | Who invented the {a} {n}? ; By whom was the {a} {n} invented? ; Who is the inventor of the {a} {n}?
The {a} {n} was invented by {p} in [y] for sport. | In which year was the {a} {n} invented? ; When did {p} invent the {a} {n}? ; When was the {a} {n} invented?
The agreement on the {n} ends on [d] unless it is renewed. | When does the agreement on the {n} end? ; On what date does the agreement on the {n} expire? ; Until when is the agreement on the {n} valid?
Either party may end the agreement with a notice of [r] in writing. | What is the notice period? ; With what notice may a party end the agreement? ; How long is the notice?
The {n} is governed by the laws of [t] in every respect. | Which laws govern the {n}? ; By the law of which place is the {n} governed? ; What is the governing law of the {n}?
The committee voted [q] to {q} for the {a} {n}. | How many voted for the {a} {n}? ; How many votes did the {a} {n} get? ; With how many votes was the {a} {n} accepted?
The most common reason for delays was [x] according to the {n}. | What was the most common reason for delays? ; Why were there delays most often? ; What caused most of the delays?
Please send the {N} to [t] before {d}. | Where should the {N} be sent? ; To which city are the {N} to be sent? ; What is the destination of the {N}?
Please send the {N} to {t} before [d] if possible. | Before which date should the {N} be sent? ; By when are the {N} to be sent? ; What is the last date for sending the {N}?
Thank you for your letter of [d] concerning the {n}. | What is the date of the letter that is answered? ; Which letter concerning the {n} is answered? ; When was the letter concerning the {n} written?
We enclose a cheque for [m] in payment of the {n}. | How much is the cheque? ; What is the amount of the cheque for the {n}? ; For what amount is the cheque that is enclosed?
I spoke to [p] about the {n} last week. | With whom did the writer speak about the {n}? ; Who was spoken to about the {n}? ; Who did the writer talk to?
`;
