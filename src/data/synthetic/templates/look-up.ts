/**
 * Ways of asking for fields, titles, parties and places on the page. A line is a template; {f} the field's name.
 * Data only; ../asking.ts chooses, and holds ten of each pool out of training.
 */
export const LOOK_UP: Record<string, string> = {
  field: `
What is the {f}?
What's the {f}?
{f}
{f}?
The {f}?
Find the {f}.
What is the {f} on this document?
Which {f} is given?
Tell me the {f}.
Give the {f}.
Read out the {f}.
What does it say for {f}?
What {f} is shown?
Please extract the {f}.
What is written next to "{f}"?
Can you tell me the {f}?
Could you read the {f} for me?
What is the value of {f}?
State the {f}.
What {f} does the document state?
I need the {f}.
Look up the {f}.
Under {f}, what is entered?
What has been filled in for the {f}?
Which value stands for the {f}?
What is mentioned as {f}?
What is given as the {f}?
Show me the {f}.
What is the {f} mentioned here?
What is the {f} in this page?
Extract: {f}
Value of {f}
What appears as the {f}?
According to the document, what is the {f}?
Which {f} can be read on the page?
What would be the {f}?
What is noted as the {f}?
Copy the {f}.
How does the {f} read?
Please give me the {f} as printed.
Name the {f}.
What {f} is indicated?
What {f} is listed on the page?
Do you see the {f}? What is it?
What stands in the {f} field?
What is recorded as the {f}?
What entry is there for {f}?
Identify the {f}.
What's written down as the {f}?
I am looking for the {f}. What is it?
What is the {f} specified in the document?
Report the {f}.
Get me the {f} from this page.
What does this document give as its {f}?
What is the stated {f}?
Quote the {f}.
`,
  title: `
What is the title of this document?
What is the title?
title
document title
What is the heading of the page?
What does the heading say?
What is this document called?
What kind of document is this?
What is printed as the title?
Read the title.
Give the title of the document.
Name of the document?
What is the page headed?
What is the main heading?
heading
Which title does the page bear?
What is written at the head of the document?
What is the name of this form?
What is the document's title?
Tell me the title.
How is this page titled?
Under what title does this document go?
What does it say in the title?
What is the headline?
Find the title of this page.
Which heading stands at the top?
What type of document is it, going by its heading?
Title of the page?
What is the caption of the document?
State the title of this document.
Extract the title.
What title was given to this document?
What does the top line call this document?
Which name does the document have?
What do the large letters at the top say?
Please read me the heading.
What is the document headed as?
Document heading
What heading was chosen for this page?
By what title is the page known?
What's the title here?
What are the words of the title?
document type
type of document
kind of document
What is the document type?
What is the type of the document?
Which type of document is it?
Document type?
`,
  company: `
What is the company name?
company
company name
Which company issued this?
Who issued this document?
Who is the seller?
What is the name of the shop?
What is the name of the store?
Name of the company
vendor
vendor name
Who is the vendor?
Which business is this from?
From which company does this come?
What company is this?
Who is it from?
Which shop is it?
merchant
merchant name
Name the merchant.
What is the name of the business?
Which firm sent this?
Where was this bought?
Who sold the goods?
store name
What store was visited?
seller
Who is the merchant?
Which company is named at the top?
Whose receipt is this?
Give the company's name.
What is the issuing company?
Who made out this document?
Name of the seller?
Which company's document is this?
Find the name of the company.
Extract the company name.
What's the shop called?
How is the company called?
What is the supplier's name?
Who is the issuer?
issuer
Tell me which company this is from.
At which shop was the money spent?
What name does the business trade under?
`,
  address: `
What is the address?
address
What is the company address?
What is the address of the company?
Where is the company located?
Where is the shop?
company address
What is the address of the store?
store address
Where is the store located?
Give the address.
What is the seller's address?
At what address is the business?
Which address is printed?
Where is the business?
In which place is the company situated?
What's the address of the shop?
Find the address of the company.
Extract the address.
Where can the company be found?
What is the vendor's address?
vendor address
Where does the company have its premises?
Address of the seller?
Address of the merchant
Where are they located?
Please give me the full address.
Read out the address of the business.
Which address does the company give?
What address is shown below the name?
What is the full address of the issuer?
At which address was this issued?
Tell me where the shop is.
What is the location of the store?
location of the company
Where did this purchase take place?
What street address is given for the shop?
What is the postal address of the company?
Under which address does the firm trade?
merchant address
What is the complete address at the top?
Copy the address of the company.
State the business address.
`,
  "document-date": `
What is the date?
date
date of the document
When was this issued?
When was it printed?
On which date was this issued?
What date is on it?
What is the date of the receipt?
When was the purchase made?
date of purchase
When did the sale take place?
purchase date
What day was it?
Which date is printed?
Give the date.
What is the document date?
document date
When was this bought?
On what day was the purchase made?
receipt date
Find the date.
Extract the date.
What's the date on this?
Tell me the date.
issue date
When was this receipt written?
What date does it bear?
On what date was it?
What is the date of issue?
Which day is it dated?
When did the customer pay?
date of issue
What is the transaction date?
transaction date
State the date of the sale.
On which day did the customer shop here?
When was this made out?
Read the date off the page.
The date of this document?
When did the transaction happen?
Please give me the date.
How is it dated?
What is the day of the sale?
`,
  total: `
What is the total?
total
total amount
What is the total amount?
How much is the total?
grand total
What is the grand total?
How much has to be paid?
What is the final amount?
How much is it all together?
amount due
What is the amount due?
How much did it cost in total?
What is the total to pay?
total price
What is the total price?
How much was spent?
What does it all come to?
Find the total.
Extract the total amount.
Give the total.
What is the sum total?
How much was the bill?
What is the total bill?
bill total
How much must the customer pay?
What's the total?
Tell me the total.
What is the amount to be paid?
amount to pay
What was paid altogether?
What is the overall total?
What amount is owed?
State the total amount.
final total
How much money is due?
What is the full amount including tax?
total payable
Which amount is the total?
What do the things cost together?
How high is the bill?
What is the total cost?
total cost
Read the total off the page.
What is charged in total?
`,
  "address-of": `
What is the {f} address?
{f} address
What is the address of the {f}?
Where is the {f}?
Where is the {f} located?
Give the {f} address.
Which address is given for the {f}?
address of the {f}
Find the {f} address.
Extract the {f} address.
Please read the {f} address.
What is printed as the {f} address?
What's the {f} address?
Tell me the address of the {f}.
State the {f} address.
At what address is the {f}?
What address belongs to the {f}?
I need the {f} address.
Where does the {f} have its address?
Copy the address given under {f}.
What is the full {f} address?
What is the complete address of the {f}?
{f} address?
What is the {f} address on this document?
Under {f}, which address is printed?
Which street and city are given for the {f}?
Show me the {f} address.
What is the {f}'s address?
How does the {f} address read?
Look up the {f} address.
What does the {f} address say?
Read out the address of the {f}.
What is the location of the {f}?
The address for {f}, please.
Which is the {f} address?
Address for the {f}
What address does the document give for the {f}?
To what address does {f} refer?
What is the mailing address of the {f}?
What postal address is listed for the {f}?
Name the address of the {f}.
Quote the {f} address in full.
`,
  "name-of": `
Who is the {f}?
What is the {f} name?
{f} name
{f}
Name of the {f}
What is the name of the {f}?
Who is named as the {f}?
Which name is given for the {f}?
Find the {f}.
Extract the {f} name.
Tell me who the {f} is.
Who is given as {f}?
Who appears under {f}?
Give the name of the {f}.
Name the {f}.
Which company or person is the {f}?
What's the name of the {f}?
Who does the document name as {f}?
Read the {f} name.
State the {f}.
Who stands under {f}?
Which party is the {f}?
The {f}?
Who's the {f}?
What name is printed under {f}?
Please give the {f} name.
Who is listed as the {f}?
Whose name is under {f}?
Which name belongs to the {f}?
Identify the {f}.
Who is it that is the {f}?
Say who the {f} is.
Under {f}, which name do you find?
I need the name of the {f}.
Who is mentioned as {f}?
What is the first line under {f}?
Look up the name of the {f}.
Who has been entered as {f}?
Which name follows {f}?
By name, who is the {f}?
What does it say under {f}?
Show me the {f}'s name.
`,
  "is-there": `
Is there a {f}?
Is there a {f} on the page?
Does the document show a {f}?
Does the page have a {f}?
Is a {f} given?
Is the {f} stated?
Does it state a {f}?
Can a {f} be found here?
Does this document mention a {f}?
Is any {f} printed?
Is the {f} on this page?
Do we have a {f} here?
Has a {f} been given?
Does the form contain a {f}?
Is a {f} mentioned?
Can you find a {f}?
Does it say what the {f} is?
Is the {f} listed?
Does the page give a {f}?
Is there any {f} to be read?
Was a {f} entered?
Is a {f} shown on the document?
Does one find a {f} on this page?
{f} present?
Is there an entry for the {f}?
Can the {f} be read off the page?
Does the document tell the {f}?
Is {f} included?
Is there something like a {f}?
Does the document include a {f}?
Do you see a {f}?
Is there mention of a {f}?
Is a {f} noted anywhere?
Does this page provide a {f}?
Has the {f} been filled in?
Is the {f} known from this page?
Check whether there is a {f}.
Tell me if there is a {f}.
Does a {f} appear?
Does the document name a {f}?
Is the {f} specified?
Yes or no: is there a {f}?
`,
  "under-heading": `
What is under the heading "{h}"?
What stands under {h}?
What is written below the heading {h}?
What comes first under {h}?
What is the first entry under "{h}"?
Which entry follows the heading {h}?
What is listed under {h}?
Under {h}, what is the first line?
What does the section {h} begin with?
What is the first line of {h}?
How does the section "{h}" start?
Read the first line under {h}.
What is directly under the title {h}?
What do you find below {h}?
first line of {h}
What is the first item in the section {h}?
What does it say under {h}?
What appears beneath "{h}"?
Which text is below the heading "{h}"?
In the part called {h}, what comes first?
What opens the section {h}?
Give the first entry of {h}.
What is the top entry under {h}?
Beneath {h}, what is written?
What is printed right under {h}?
Tell me what is under {h}.
Name the first entry in {h}.
What is at the start of the part headed {h}?
Which is the first item under {h}?
Look under {h}: what is there?
What comes directly below {h}?
The line under {h}?
What follows the words {h}?
In section {h}, which line is first?
What text begins the section {h}?
Which words stand beneath the heading {h}?
What is the opening line under "{h}"?
After the heading {h}, what comes?
Say what stands first in {h}.
Find the first line below {h}.
Which entry heads the list under {h}?
Under the heading {h} one finds what?
`,
};
