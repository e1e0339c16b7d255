/**
 * Field concepts of synthetic pages, a line each: id | type of value | asking names | printed labels | whole questions.
 * Groups (lines with ##) say on which kinds of page they stand. Data only; ../concepts.ts reads it.
 */
export const CONCEPTS = `
## invoice
invoice-number | code | invoice number; invoice no; bill number; number of the invoice | Invoice No; Invoice #; Inv No; INV NO.; Invoice Number; Bill No; Inv. No.; Invoice ID; Rechnung Nr.; Facture No; INVOICE NO; Inv# | Which invoice is this?; What number does the invoice carry?
invoice-date | date | invoice date; date of the invoice; billing date; date | Invoice Date; Date of Invoice; Inv Date; Bill Date; Billing Date; INVOICE DATE; Dated | When was the invoice issued?; On which day was this invoice made out?
due-date | date | due date; payment due date; payment deadline | Due Date; Payment Due; DUE DATE; Due; Pay By; Due By; Payment Due Date; Due on | When is the payment due?; By when must it be paid?; What is the last day for paying?
purchase-order | code | purchase order number; po number; order number of the customer | PO Number; P.O. #; PO No; Purchase Order; P.O. No.; PO#; Your Order; Cust. PO | Which purchase order does it refer to?
sales-order | code | sales order number; sales order | Sales Order; SO No; S.O. No.; SO #; Sales Order No | Which sales order is named?
quote-number | code | quotation number; quote number | Quote No; Quotation #; Quote #; Offer No | What is the number of the quote?
payment-terms | terms | payment terms; terms of payment; terms | Terms; Payment Terms; TERMS; Terms of Payment; Pmt Terms | On what terms must it be paid?
salesperson | person | salesperson; sales representative; sales rep | Salesperson; Sales Rep; SALESMAN; Sales Person; Rep; Your Contact | Who sold it?; Who is the sales representative?
customer-number | code | customer number; customer id; client number | Customer No; Customer ID; Cust #; Cust. No.; Client No; Kunden-Nr.; Customer # | What is the customer's number?
vat-number | taxid | vat number; tax id; tax registration number | VAT No; VAT Reg No; Tax ID; VAT ID; TIN; USt-IdNr.; N° TVA; CIF | What is the tax id of the seller?
delivery-note | code | delivery note number; delivery order | Delivery Note; D/O No; DO No; Delivery No | Which delivery note belongs to it?
delivery-date | date | delivery date; date of delivery | Delivery Date; Delivered; Delivery; Del. Date; Delivered on | When was it delivered?; On what day did the goods arrive?
contract-reference | code | contract number; contract reference | Contract No; Contract #; Contract Ref; Agreement No | Which contract is referred to?
project-name | phrase | project; project name | Project; Project Name; Job; PROJECT; Job Name | Which project is it for?; What is the project called?
cost-centre | code | cost centre; cost center | Cost Centre; Cost Center; C/C; Kostenstelle | 
currency | currency | currency; currency used | Currency; CURRENCY; Curr; Cur. | In which currency is it billed?
order-date | date | order date; date of the order | Order Date; Ordered; ORDER DATE; Date Ordered; Order Dt | When was the order placed?
ship-date | date | shipping date; ship date | Ship Date; Shipped; Date Shipped; Ship Dt; Despatch Date | When was it shipped?; On which day did it leave?
ship-via | carrier | shipping method; carrier | Ship Via; Carrier; Shipped Via; Ship Method; VIA; Delivery Method | How was it shipped?; Who carries the goods?
fob | city | fob point; fob | FOB; F.O.B.; FOB Point | 
incoterms | incoterm | incoterms; delivery terms | Incoterms; Delivery Terms; Incoterm; Terms of Delivery | Under which incoterm is it delivered?
page-count | pageof | page number; page | Page; PAGE; Pg | Which page is this?
approved-by | person | approver; approved by | Approved By; Approved; Approval; APPROVED BY; Authorized By; Authorised by | Who approved it?; Who gave the approval?
prepared-by | person | preparer; prepared by | Prepared By; Prepared; PREPARED BY; Drawn up by; Issued By | Who prepared it?; By whom was it prepared?
checked-by | person | checker; checked by | Checked By; Checked; Verified By; CHECKED BY; Reviewed By | Who checked it?; Who verified this?
received-by | person | recipient; received by | Received By; RECEIVED BY; Accepted By; Taken By | Who received it?; Who took delivery?
remarks | phrase | remarks; remark; comments | Remarks; Remark; Comments; Notes; NOTE; REMARKS | What was remarked?

## bank
bank-name | bank | bank; bank name; name of the bank | Bank; Bank Name; BANK; Our Bank; Banker | Which bank is named?; At which bank is the account held?
account-number | account | account number; bank account number; account no | Account No; Acct No; A/C No; Account Number; Acct. #; ACCOUNT NO.; Acc No; A/C | To which account should one pay?; What is the number of the account?
iban | iban | iban; international account number | IBAN; IBAN No; Iban | What is the IBAN?
swift | swift | swift code; bic | SWIFT; BIC; SWIFT Code; BIC/SWIFT; Swift | What is the BIC of the bank?
routing-number | digits9 | routing number; aba number | Routing No; ABA #; Routing Number; Routing #; ABA | 
sort-code | sortcode | sort code; bank sort code | Sort Code; Sort code; SC | 
account-name | company | account name; account holder; beneficiary | Account Name; Beneficiary; A/C Name; Payee; Account Holder | Who holds the account?; To whom is payment made out?
branch | city | branch; bank branch | Branch; BRANCH; Branch Office; Filiale | Which branch is it?; At which branch?
cheque-number | digits6 | cheque number; check number | Cheque No; Check No; Check #; Chq No; CHEQUE NO | 
statement-period | daterange | statement period; period of the statement | Statement Period; Period; STATEMENT PERIOD; For the period | Which period does the statement cover?
opening-balance | money | opening balance; balance at the start | Opening Balance; Balance B/F; Beginning Balance; Previous Balance | How much was there at the beginning?
closing-balance | money | closing balance; balance at the end | Closing Balance; Ending Balance; Balance C/F; New Balance | What is left at the end?; How much is in the account at the end?
interest-rate | percent | interest rate; rate of interest | Interest Rate; Rate; Interest; APR; Int. Rate | How much interest is charged?
loan-amount | money | loan amount; amount of the loan | Loan Amount; Amount of Loan; Principal; Amt Borrowed | How much is being borrowed?
credit-limit | money | credit limit; limit of credit | Credit Limit; Limit; CREDIT LIMIT; Cr. Limit | How much credit is allowed?
minimum-payment | money | minimum payment; least payment due | Minimum Payment; Min. Payment Due; Minimum Due | What is the least one has to pay?

## receipt
receipt-number | code | receipt number; receipt no; number of the receipt | Receipt No; Receipt #; Rcpt No; RECEIPT NO; Trans No; Doc No; Bill No; Slip No; R/No; Rec. No; Receipt# | What number does the receipt have?
cashier | shortname | cashier; name of the cashier | Cashier; CASHIER; Served By; Operator; Cashr; Your Cashier; Clerk; Staff | Who was the cashier?; Who served the customer?; Who rang it up?
terminal | digits3 | terminal; register number; pos number | Terminal; POS No; POS; Reg; REG#; Till; Register; Counter; Term ID | Which till was used?
table-number | digits2 | table number; table | Table; Table No; TABLE; Tbl; TBL# | At which table did the guests sit?; Where were the guests seated?
covers | smallint | number of guests; guests; covers | Pax; Guests; Covers; PAX; Cover; No. of Guests; GUESTS | How many guests were there?; How many people ate?
time | time | time; time of purchase; time of the sale | Time; TIME; Tm; Time of Sale; Uhrzeit | At what time was it printed?; At what hour was the purchase made?
member-number | digits10 | member number; membership number; member id | Member No; Member ID; MEMBER; Member; Loyalty No; Card Member | 
points-earned | smallint | points earned; bonus points | Points Earned; Points; Bonus Points; PTS EARNED | How many points did the customer earn?
gst-number | gst | gst number; gst id; gst registration number | GST No; GST ID; GST Reg No; GST REG. NO; GST ID No; GST Reg. No.; GST Registration No; GST NO | What is the gst id?; Under which GST number is the shop registered?
company-registration | regno | company registration number; registration number; company number | Reg No; Co. Reg; Company No; CO. NO; ROC No; Co Reg No; Reg. No.; Business Reg No | Under which number is the company registered?
card-number | maskedcard | card number; number of the card | Card No; Card; CARD #; Card Number; Acct; Card Nbr | Which card was used?
auth-code | digits6 | authorisation code; approval code | Auth Code; Approval Code; APPR CODE; Auth #; APP CODE; Auth. | What is the approval code?
order-type | ordertype | order type; kind of order | Order Type; Type; Order; Service | Was it eaten there or taken away?
order-number | code | order number; order no | Order No; Order #; ORDER NO; Order Number; Ord No; Ord #; Order ID; Auftrags-Nr. | Which order is it?; What number has the order?
store-number | digits4 | store number; shop number | Store; Store #; STORE NO; Shop No; Store No; ST# | Which store is it?
transaction-number | digits6 | transaction number; transaction id | Transaction; Trans #; TRN; TXN ID; TRANS NO; Trx No | 
voucher-code | code | voucher code; coupon code | Voucher; Coupon; Voucher Code; Promo Code | Which voucher was used?
item-count | smallint | number of items; item count; total quantity | Item Count; No. of Items; Total Items; ITEMS; Total Qty; Items Sold; # ITEMS SOLD; Total Item(s); Qty | How many items were sold?; How many things were bought?

## money
subtotal | money | subtotal; sub total; amount before tax | Subtotal; Sub Total; SUBTOTAL; Sub-Total; Net Amount; Total Excl. GST; Nett; Zwischensumme; SUB TOTAL; Total (Excluding GST) | How much is it before tax?; What do the goods come to before tax?
tax | money | tax; tax amount; amount of tax | Tax; GST; VAT; Sales Tax; TAX; State Tax; MwSt.; TVA; IVA; Tax Amount; GST Amount; Total GST; HST; Total Tax | How much tax was charged?; How much of it is tax?
service-charge | money | service charge; charge for service | Service Charge; Svc Chg; SERVICE CHARGE; Serv. Charge; S/C; Svc. Charge 10% | How much was charged for service?
discount | money | discount; discount given; reduction | Discount; DISC; Disc.; DISCOUNT; Total Discount; Less Discount; Rabatt; Savings; Total Saving | How much was taken off?; By how much was the price reduced?
rounding | money | rounding adjustment; rounding | Rounding; ROUNDING; Rounding Adj; Round; Rounding Adjustment; RND; Round Adj | By how much was it rounded?
shipping-cost | money | shipping cost; shipping; delivery charge; freight | Shipping; Freight; Delivery; SHIPPING; Shipping & Handling; S&H; Postage; Carriage; Delivery Charge | How much does the shipping cost?; What was charged for delivery?
total | money | total; total amount; grand total; amount to pay | Total; TOTAL; Grand Total; GRAND TOTAL; Total Amount; Amount Due; Total Due; Balance Due; Total Incl. GST; Nett Total; TOTAL AMOUNT; Gesamtbetrag; Total TTC; Total Payable; TOTAL DUE; Net Total; Total (Inclusive of GST); Invoice Total; Total Rounded; TOTAL AMT PAYABLE; Total Incl. GST@6%; Final Total; NETT TOTAL; Total Sales (Inclusive of GST); TOTAL AFTER ROUNDING; Total Amt Rounded; DUE; To Pay; Total Sales (Inclusive GST) RM; TOTAL RM; Total Inclusive GST; Total Amount Payable; TOTAL (MYR) | How much is it all together?; How much has to be paid?; What does everything come to?; What is the final amount?
cash | money | cash paid; cash tendered; cash given; amount tendered | Cash; CASH; Cash Tendered; Cash Received; Tender; TENDERED; CASH TEND; Paid Cash; Bar; Tunai | How much cash was handed over?; How much did the customer give?
card-paid | money | amount paid by card; card payment | Visa; VISA; MasterCard; Card; DEBIT; Credit Card; Amex; MASTER; EFTPOS; Debit Card | How much was paid by card?
change | money | change; change given; change due | Change; CHANGE; Change Due; CHANGE DUE; Baki; Rückgeld; Balance Change; Chg | How much change was given back?; What did the customer get back?
deposit | money | deposit; down payment; amount paid in advance | Deposit; Down Payment; DEPOSIT; Advance; Less Deposit; Prepaid | How much was paid in advance?
tip | money | tip; gratuity | Tip; Gratuity; TIP; Tips | How much was the tip?
amount-paid | money | amount paid; payment received | Amount Paid; Paid; Payment; PAID; Payments; Less Payment; Received | How much has been paid already?
tax-rate | percent | tax rate; rate of tax | Tax Rate; VAT Rate; VAT %; Rate of Tax; GST % | At what rate is it taxed?

## contact
phone | phone | phone number; telephone number; telephone; phone | Tel; Phone; TEL; Tel No; Telephone; Ph; Tel.; PHONE; Telephone No; Tel. No.; T; Call; Phone No; Office Phone; TEL NO | Which number can one call?; On which number can they be reached?
fax | phone | fax number; fax | Fax; FAX; Fax No; Telefax; F; Fax #; Fax No.; FAX NO | To which number can one send a fax?
mobile | phone | mobile number; cell phone number; mobile | Mobile; Cell; H/P; Mobile No; Handphone; Cell Phone; HP; Mob. | What is the number of the mobile?
email | email | email address; email; e-mail | Email; E-mail; EMAIL; Mail; E-Mail Address; e-mail; Email Address | To which address can one send an email?; Where can they be reached by email?
website | web | website; web site; internet address | Website; Web; WWW; Web Site; URL; Homepage; Visit us | Where are they on the internet?
contact-person | person | contact person; contact; person to contact | Contact; Attn; Contact Person; ATTN; Contact Name; Attention; Kontakt; c/o; Ask for | Whom should one contact?; Who is the person to talk to?
extension | digits3 | extension; phone extension | Ext; Ext.; Extension; EXT | 

## person
full-name | person | name; full name | Name; Full Name; NAME; Name (print); Name of Applicant; Applicant; Applicant Name; Printed Name; Full name (block letters); Employee Name | What is the person called?; Whose form is this?
surname | surname | last name; surname; family name | Last Name; Surname; Family Name; LAST NAME; Nom; Apellido; Nachname | 
first-name | firstname | first name; given name | First Name; Given Name; FIRST NAME; Prénom; Nombre; Vorname; Forename; First | 
middle-initial | initial | middle initial | M.I.; Middle Initial; MI; Middle | 
date-of-birth | birthdate | date of birth; birth date; birthday | Date of Birth; DOB; Birth Date; D.O.B.; Born; Birthdate; DATE OF BIRTH; Geburtsdatum | When was the person born?; On which day is the birthday?
place-of-birth | city | place of birth; birthplace | Place of Birth; Birthplace; Born in; POB | Where was the person born?
age | age | age; age in years | Age; AGE; Age (years); Yrs | How old is the person?
gender | gender | sex; gender | Sex; Gender; SEX; M/F | Is it a man or a woman?
nationality | nation | nationality; citizenship | Nationality; Citizenship; NATIONALITY; Citizen of; Present Citizenship | Of which country is the person a citizen?
marital-status | marital | marital status | Marital Status; Status; MARITAL STATUS | Is the person married?
occupation | occupation | occupation; profession; job | Occupation; Profession; Job; OCCUPATION; Beruf; Trade | What does the person do for a living?; What is the person's job?
job-title | occupation | job title; position; title | Job Title; Position; Title; TITLE; Designation; Position Held; Position Title; Rank | What position does the person hold?
employer | company | employer; name of the employer | Employer; Name of Employer; EMPLOYER; Employed By; Company Name; Work for | For whom does the person work?; Who employs the person?
department | department | department; dept | Department; Dept; DEPT; Dept.; Division; Section; DEPARTMENT | In which department is it?; Which department is named?
employee-number | code | employee number; employee id; staff number | Employee ID; Emp No; Staff ID; Employee No.; EMP #; Badge No; Personnel No | 
supervisor | person | supervisor; manager | Supervisor; Manager; Reports To; SUPERVISOR; Line Manager; Immediate Superior; Head | Who is the supervisor?; To whom does the person report?
hire-date | date | hire date; date of employment | Hire Date; Date Hired; Employed Since; Start of Employment; Date of Joining | When was the person hired?; Since when has the person been employed?
salary | money | salary; annual salary; pay | Salary; Annual Salary; Pay; Basic Pay; Monthly Salary; Wage; Compensation | How much does the person earn?; What is the person paid?
home-address | address | home address; address; residence | Home Address; Address; ADDRESS; Residence; Residential Address; Street Address; Permanent Address; Mailing Address; Postal Address; Adresse | Where does the person live?
city | city | city; town | City; CITY; Town; City/Town; Ort; Ciudad | In which city is it?
state | state | state; province | State; STATE; Province; St.; State/Province; Region | In which state is it?
zip | zip | zip code; postal code; postcode | Zip; Zip Code; Postcode; ZIP; Postal Code; PLZ; ZIP CODE; Poskod | 
country | nation | country | Country; COUNTRY; Country of residence; Pays; Land | In which country is it?
social-security | ssn | social security number; ssn | SSN; Social Security No; Soc. Sec. #; Social Security Number | 
passport | passport | passport number; passport no | Passport No; Passport; Passport #; PASSPORT NO. | 
id-number | idnumber | identity card number; id number | IC No; ID No; NRIC; I.D. Number; NRIC No; Identity No; National ID | 
drivers-licence | code | driver's license number; driving licence number | Driver's License; DL No; Driving Licence; D/L #; License No | 
emergency-contact | person | emergency contact; person to notify in an emergency | Emergency Contact; In case of emergency; Notify; Emergency Contact Name | Who should be called in an emergency?
relationship | relation | relationship; relation | Relationship; Relation; Relationship to Applicant | How are they related?
spouse | person | spouse; name of spouse | Spouse; Name of Spouse; Husband/Wife; Spouse's Name | To whom is the person married?
dependents | smallint | number of dependents; dependents | Dependents; No. of Dependents; Dependants; Children | How many dependents are there?
signature-date | date | date signed; date of signature | Date Signed; Signed on; Signature Date; Date of Signature | When was it signed?; On which day was it signed?
school | school | school; school attended | School; School Attended; Institution; University; College; SCHOOL | Which school was attended?
degree | degree | degree; qualification | Degree; Qualification; Highest Degree; Degree Awarded; Education | What degree is held?
language | language | language; languages spoken | Language; Languages; Mother Tongue; Language(s) | Which language is spoken?

## medical
patient | person | patient; patient name; name of the patient | Patient; Patient Name; PATIENT; Patient's Name; Name of Patient; Pt. | Who is the patient?; Who is being treated?
patient-number | code | patient number; medical record number; patient id | MRN; Patient ID; Patient No; Medical Record #; Chart No; PT ID; Hosp. No | 
physician | doctor | physician; doctor; attending doctor | Physician; Doctor; Attending; Dr.; Referring Physician; Attending Physician; PHYSICIAN; Consultant | Who is the doctor?; Which doctor is treating the patient?
diagnosis | diagnosis | diagnosis; condition | Diagnosis; DX; Dx; Diagnosis/Condition; Condition; Impression | What is wrong with the patient?
blood-type | blood | blood type; blood group | Blood Type; Blood Group; ABO/Rh; Blood Grp | 
blood-pressure | pressure | blood pressure; bp | Blood Pressure; BP; B.P.; BP (mmHg) | 
weight | weight | weight; body weight | Weight; Wt; WEIGHT; Wt.; Gross Weight; Gewicht; Weight (kg) | How heavy is it?; How much does it weigh?
height | height | height; body height | Height; Ht; HEIGHT; Ht.; Height (cm) | How tall is it?; How high is it?
admission-date | date | admission date; date of admission | Admission Date; Admitted; Date of Admission; Adm. Date; ADMITTED | When was the patient admitted?
discharge-date | date | discharge date; date of discharge | Discharge Date; Discharged; Date of Discharge | When was the patient discharged?; When did the patient go home?
medication | drug | medication; drug; prescribed drug | Medication; Drug; Rx; Medicine; Current Medication; Prescription | Which drug was prescribed?
dosage | dose | dosage; dose | Dosage; Dose; DOSAGE; Dose/Day | How much of it should be taken?
allergies | allergy | allergies; known allergies | Allergies; Known Allergies; Allergic to; ALLERGIES | To what is the patient allergic?
insurer | insurer | insurance company; insurer | Insurance; Insurer; Insurance Company; Insured By; Carrier/Plan; Payer | Who insures it?; With which company is it insured?
policy-number | code | policy number; insurance policy number | Policy No; Policy #; Policy Number; POLICY NO.; Ins. Policy # | 
group-number | digits6 | group number; insurance group number | Group No; Group #; Grp No; Group Number | 
claim-number | code | claim number; claim no | Claim No; Claim #; Claim Number; CLAIM NO. | Which claim is it?
ward | digits2 | ward; room number; room | Ward; Room; Room No; ROOM; Bed No; Rm. | In which room is it?
specimen | code | specimen number; sample number | Specimen No; Sample No; Sample ID; Lab No; Accession No; Specimen # | 
collected | date | collection date; date collected | Collected; Date Collected; Collection Date; Sampled; Date Drawn | When was the sample taken?
test-date | date | test date; date of test | Test Date; Date Tested; Date of Test; Tested on | When was it tested?

## shipping
tracking-number | tracking | tracking number; tracking no | Tracking No; Tracking #; TRACKING NUMBER; TRK#; Tracking; Airbill No; Waybill No; AWB | Under which number can the parcel be traced?
shipment-date | date | date of shipment; shipment date; date | Date; DATE; Shipment Date; Date Sent | When was the parcel sent?
parcel-count | parcelof | number of parcels; parcel; package count | Package; Pkg; Parcel; PKGS; Carton; Box; No. of Cartons; Pieces | How many parcels are there?
service-level | shipservice | service; service level; kind of shipping | Service; Service Level; Service Type; SERVICE; Class; Mail Class | 
carton-weight | weight | weight; gross weight | Weight; WT; Gross Wt; WEIGHT; Act Wt; G.W.; Lbs | How heavy is the parcel?; How much does the parcel weigh?
container | container | container number; container | Container No; Container; CNTR NO; Cont. No. | 
vessel | ship | vessel; ship | Vessel; Ocean Vessel; Ship; VESSEL; M/V | On which ship does it travel?
voyage | code | voyage number; voyage | Voyage; Voy. No; VOY; Voyage No | 
port-of-loading | city | port of loading; loading port | Port of Loading; POL; Loaded at; Port of Shipment | Where was it loaded?; From which port does it leave?
port-of-discharge | city | port of discharge; port of destination | Port of Discharge; POD; Discharge Port; Destination Port | Where will it be unloaded?; To which port does it go?
isbn | isbn | isbn; isbn number | ISBN; ISBN-13; ISBN No | 
book-title | worktitle | title; title of the book | Title; TITLE; Book Title; Book | Which book is it?
quantity | smallint | quantity; number of copies | Quantity; Qty; QTY; Copies; Quan.; Menge; No. of Copies | How many copies are there?
department-code | code | department code; department number | Dept No; DEPT #; Dept Code | 
destination | city | destination; place of destination | Destination; DEST; Dest.; Going to; Deliver at | Where is it going?
origin | city | origin; place of origin | Origin; ORIGIN; Orig.; From City; Shipped from | Where does it come from?
goods-description | phrase | description of goods; contents | Contents; Description of Goods; Goods; CONTENTS; Commodity; Nature of Goods | What is in it?; What is being sent?
declared-value | money | declared value; value of the goods | Declared Value; Value; Customs Value; Decl. Value | How much is it worth?

## advertising
contract-number | code | contract number; order number; contract | Contract #; Contract No; Contract; CONTRACT; Contract / Revision; Order #; Order / Rev; Contract Number | Which contract is it?; What is the number of the contract?
alternate-order | code | alternate order number; alt order | Alt Order #; Alt Order; ALT ORDER #; Alt. Order No; Alternate Order #; Agency Order # | 
original-date | daterange | original date and revision | Original Date / Revision; Original Date / Rev; Orig. Date / Rev. | 
invoice-period | daterange | invoice period; billing period | Invoice Period; Billing Period; Bill Period; INVOICE PERIOD | Which period is invoiced?
advertiser | advertiser | advertiser; name of the advertiser | Advertiser; ADVERTISER; Advertiser Name; Client; Adv. | Who is advertising?; For whom are the spots run?; Who is the advertiser?
agency | company | agency; advertising agency | Agency; AGENCY; Agency Name; Agy; Buying Agency; Ad Agency | Which agency placed the order?; Who is the agency?
product | adproduct | product; product advertised | Product; PRODUCT; Product Desc; Product Name; Brand/Product | What is advertised?
estimate-number | digits4 | estimate number; estimate | Estimate; Estimate #; Est. #; Est No; EST; Estimate Number; Agency Est. | What is the number of the estimate?
flight-from | date | flight start date; flight from; start of the flight; start date | Flight Start; Start Date; Flight From; From; Begin Date; Contract Start; Start | When does the flight start?; On which day does the campaign begin?
flight-to | date | flight end date; flight to; end of the flight; end date | Flight End; End Date; Flight To; To; Contract End; End; Thru | When does the flight end?; On which day does the campaign stop?
flight-dates | daterange | flight dates; flight; contract dates | Flight Dates; Flight; Contract Dates; FLIGHT; Order Flight; Run Dates; Schedule Dates; Dates | When do the spots run?; Over which days does the flight run?
gross-amount | money | gross amount; gross total; total gross | Gross Amount; Gross; Gross Total; GROSS; Total Gross; Gross Amt; Gross Billing; Total Contract | How much is it before the commission?; What is the gross?
commission | money | agency commission; commission | Agency Commission; Agency Comm.; Commission; Comm; Less Commission; Agy Comm | How much does the agency keep?
net-amount | money | net amount; net total; net due | Net Amount; Net; Net Due; NET; Net Amount Due; Net Total; Total Net | How much is left after the commission?; What has to be paid after commission?
station | station | station; tv station; radio station | Station; STATION; Property; Station/Market; Call Letters; Vendor/Station; Sta | Which station runs the spots?; On which station is it broadcast?
market | city | market; tv market | Market; MARKET; Mkt; DMA; Sales Region | In which market does it run?
spot-count | smallint | number of spots; total spots | Spots; # of Spots; Total Spots; SPOTS; No. of Spots; Units; Total Units | How many spots are ordered?; How many times does it run?
spot-length | spotlength | spot length; length of the spots | Length; Len; Spot Length; LENGTH; Spot Len | How long is a spot?
demographic | demo | demographic; target group | Demo; Demographic; DEMO; Target Demo; Primary Demo | Whom should the spots reach?
billing-calendar | billing | billing calendar | Billing Calendar; Bill Cycle; Billing Cycle; Billing Cal.; Bill Plan | 
account-executive | person | account executive; sales executive | Account Executive; AE; Acct Exec; Account Exec; Salesperson/AE; ACCOUNT EXEC. | Who is the account executive?; Who looks after the account?
sales-office | city | sales office | Sales Office; Office; Sales Off.; SALES OFFICE | Which office made the sale?
revision | smallint | revision; revision number | Revision; Rev; Rev #; REV; Mod Code; Version | 
print-date | date | print date; date printed; entered | Print Date; Printed; PRINT DATE; Date Printed; Run Date; Date Entered | When was it printed?

## registration
registrant | company | registrant; name of the registrant; registrant name | Name of Registrant; Registrant; Registrant Name; NAME OF REGISTRANT; Registrant Organization | Who is the registrant?; Who registered?
registration-number | digits4 | registration number; registration no | Registration No.; Registration Number; Reg. No; REGISTRATION NO; Registration # | Under which number is the registrant registered?
foreign-principal | principal | foreign principal; name of the foreign principal | Name of Foreign Principal; Foreign Principal; Principal; Foreign Principal Represented | Whom does the registrant represent?; For which foreign principal does it act?
signer | person | signer; name of the signer; signed by | Signed; Name and Title; Signature By; Signed By; By; Signatory | Who signed it?; Whose signature is on it?
filing-date | date | filing date; date filed; date received | Filed; Date Filed; Filing Date; Received; FILED; Date Received | When was it filed?; When was it received?
form-number | formnumber | form number; form | Form; Form No; FORM; Form Number | Which form is this?
omb-number | omb | omb number; omb control number | OMB No.; OMB NO; OMB Control No; OMB Number | 
expiry-date | date | expiration date; expiry date; valid until | Expires; Expiry Date; Expiration Date; Exp. Date; Valid Until; EXP; Valid Thru; Approval Expires | When does it expire?; Until when is it valid?
effective-date | date | effective date; date of effect | Effective Date; Effective; Eff. Date; In Force From; Commencement Date; EFFECTIVE | From when does it apply?; When does it take effect?
licence-number | code | license number; licence number | License No; Licence No; LIC #; License #; Permit No; Permit # | 
jurisdiction | usstate | jurisdiction; governing law; state of incorporation | Jurisdiction; Governing Law; State of Incorporation; Organized under the laws of | Under which law does it stand?
business-address | address | business address; office address | Business Address; Office Address; Principal Office; Address of Office; BUSINESS ADDRESS; Registered Office | Where is the office?; Where does the business have its seat?
case-number | case | case number; docket number; file number | Case No; Docket No; Case Number; File No; CASE NO.; Docket #; File Number; Aktenzeichen | Which case is it?

## agreement
agreement-term | duration | term; term of the agreement; duration of the agreement | Term; Term of Agreement; TERM; Term of Contract | How long does the agreement last?; How long is the term?

## office
to | person | addressee; recipient; person it is addressed to | To; TO; TO:; Addressee; Attention of | To whom is it addressed?; Who should get this?; Who is it to?
from | person | sender; author; person it is from | From; FROM; Sender; Sent By; Originator; Submitted by; Von | Who sent it?; Who is it from?; From whom does it come?
cc | person | cc; person who gets a copy | cc; CC; Copy to; Copies to; C.C.; cc: | Who gets a copy?
subject | phrase | subject; subject matter; topic | Subject; Re; SUBJECT; RE; Subj.; Betreff; Regarding; Topic; Objet | What is it about?; What is the subject?
date | date | date; date of the document; document date | Date; DATE; Dated; Datum; Date Issued; Issue Date; Fecha; Dt. | What date does it bear?; When was it written?
reference | code | reference number; reference; ref | Ref; Ref No; Reference; REF NO; Our Ref; Reference No; Ref. No.; Ref #; REF; Your Ref | 
pages | smallint | number of pages; page count | Pages; No. of Pages; PAGES; Number of Pages; Total Pages; # Pages; Pages (incl. cover); Pgs | How many pages are there?; How many pages were sent?
meeting-date | date | meeting date; date of the meeting | Meeting Date; Date of Meeting; Held on | When was the meeting held?
meeting-place | place | meeting place; location; venue | Location; Venue; Place; Where; LOCATION; Meeting Place | Where was it held?; Where does it take place?
chair | person | chair; chairperson | Chair; Chaired By; Chairman; Presided by; Chairperson | Who chaired the meeting?
priority | priority | priority; urgency | Priority; PRIORITY; Urgency; Prio | How urgent is it?
status | status | status; state of the matter | Status; STATUS; Current Status; State of work | What has become of it?
ticket-number | code | ticket number; ticket | Ticket No; Ticket #; Ticket; Case ID; Request No; Request # | 
start-date | date | start date; beginning | Start Date; Start; Commence; Begins; START DATE; Starting; Beginning | When does it start?; On which day does it begin?
end-date | date | end date; completion date; finish | End Date; End; Completed; Finish; END DATE; Completion Date; Ending | When does it end?; When will it be finished?
duration | duration | duration; length of time; term | Duration; Term; Period; DURATION; Length of Term; Laufzeit | How long does it last?
budget | money | budget; budget amount; approved budget | Budget; Approved Budget; Budget Amount; BUDGET; Budgeted | How much money may be spent?
estimated-cost | money | estimated cost; cost estimate | Estimated Cost; Cost Estimate; Est. Cost; ESTIMATED COST; Projected Cost | How much will it probably cost?
file-name | filename | file name; file | File; File Name; FILE; Filename; Document Name | 
author | person | author; written by | Author; Written By; AUTHOR; Compiled By; Drafted By | Who wrote it?
version | version | version; version number | Version; Ver.; VERSION; Rev. | Which version is it?
room | roomcode | room; room number | Room; ROOM; Room No; Rm; Office No; Room # | Which room is named?
secretary | person | secretary; name of the secretary | Secretary; SECRETARY; Assistant; Secretary to | Who is the secretary?
description | note | description; description of the request | Description; DESCRIPTION; Description of Request; Descr.; Details | What is described?; How is it described?
purpose | note | purpose; reason | Purpose; PURPOSE; Reason; Objective; Nature of Work; Purpose of Request | What is it for?; Why is it done?
instructions | note | instructions; special instructions | Instructions; Special Instructions; INSTRUCTIONS; Requirements; Directions | What are the instructions?; What shall be done?
office-comments | note | comments; comments on it | Comments; COMMENTS; Comment; Remarks; REMARKS; Notes; Observations | What comments were made?; What was noted?
distribution | note | distribution; distribution list | Distribution; DISTRIBUTION; Copies; Route to | To whom is it distributed?
signed-off | signed | sign-off; signed off by and date | Signed Off; Initials/Date; Approved/Date; Init. & Date; OK'd | Who signed off, and when?
requested-by | person | requester; requested by | Requested By; Requestor; REQUESTED BY; Requested; Original Request Made By; Applicant's Name | Who asked for it?; Who made the request?

## vehicle
make | make | make; manufacturer of the vehicle; brand | Make; MAKE; Manufacturer; Brand; Vehicle Make; Marke | Who made the car?
model | model | model; model name | Model; MODEL; Model No; Model Name; Type | Which model is it?
model-year | year | model year; year of manufacture | Year; Model Year; Yr; YEAR; Year of Manufacture; Baujahr | When was it built?
plate | plate | plate number; license plate; registration plate | Plate No; License Plate; Vehicle No; Reg Plate; Tag #; Veh. Reg. No; Plate; Kennzeichen | What is on the number plate?
vin | vin | vin; vehicle identification number; chassis number | VIN; VIN No; Chassis No; Vehicle ID No; V.I.N. | 
mileage | mileage | mileage; odometer reading | Mileage; Odometer; ODO; Km; Odometer Reading; Miles | How far has the car been driven?
colour | colourname | colour; color | Colour; Color; COLOR; Exterior Color; Farbe | Which colour does it have?
engine-number | code | engine number; engine no | Engine No; Engine #; Motor No; ENGINE NO. | 
fuel | fuel | fuel; fuel type | Fuel; Fuel Type; FUEL; Kraftstoff | What does it run on?
driver | person | driver; driver's name | Driver; Driver Name; DRIVER; Operator Name; Driven by | Who was driving?; Who drives the vehicle?

## travel
passenger | person | passenger; passenger name; traveller | Passenger; Passenger Name; PASSENGER; Traveller; Name of Passenger; Guest | Who is travelling?; Who is the passenger?
flight-number | flightno | flight number; flight | Flight; Flight No; FLIGHT; Flt; Flight # | Which flight is it?
seat | seat | seat; seat number | Seat; SEAT; Seat No; Sitz | Where does the passenger sit?
gate | gate | gate; boarding gate | Gate; GATE; Boarding Gate | At which gate does one board?
departure | city | departure city; place of departure; flight from | From; Departure; FROM; Depart; Leaving from; Dep. | From where does the flight leave?; Where does the journey begin?
arrival | city | arrival city; place of arrival; flight to | To; Arrival; TO; Arrive; Going to; Arr. | Where does the flight go?; Where does the journey end?
departure-time | time | departure time; time of departure | Departure Time; Dep. Time; DEP; Departs; ETD; STD | At what time does it leave?; When does it depart?
arrival-time | time | arrival time; time of arrival | Arrival Time; Arr. Time; ARR; Arrives; ETA; STA | At what time does it arrive?
booking-reference | pnr | booking reference; confirmation number; booking code | Booking Ref; Confirmation No; PNR; Booking Reference; Confirmation #; Record Locator; Reservation No; Conf. # | 
check-in | date | check-in date; arrival date | Check-in; Check In; Arrival Date; CHECK-IN; Arr. Date | When does the guest arrive?
check-out | date | check-out date; departure date | Check-out; Check Out; Departure Date; CHECK-OUT; Dep. Date | When does the guest leave?
nights | smallint | number of nights; nights | Nights; No. of Nights; NIGHTS; Nts | How many nights does the guest stay?
room-rate | money | room rate; price per night | Room Rate; Rate/Night; Nightly Rate; Daily Rate | How much does a night cost?
fare | money | fare; fare paid | Fare; FARE; Base Fare; Ticket Price | How much did the ticket cost?

## property
landlord | person | landlord; lessor; owner of the premises | Landlord; Lessor; LANDLORD; Owner; Vermieter | Who lets the premises?
tenant | person | tenant; lessee | Tenant; Lessee; TENANT; Renter; Mieter | Who rents it?
rent | money | rent; monthly rent | Rent; Monthly Rent; RENT; Rent per Month; Rental | How much is the rent?
property-address | address | address of the property; property address | Property Address; Premises; Property; Location of Property; Site Address | Where is the property?
parcel-number | parcelno | parcel number; lot number | Parcel No; APN; Lot No; Parcel #; Tax Map No | 
area | areasize | area; floor area | Area; Floor Area; Sq. Ft.; Size; Living Area; AREA | How large is it?
purchase-price | money | purchase price; price | Purchase Price; Price; Sale Price; Selling Price; PRICE | For how much was it sold?
year-built | year | year built; year of construction | Year Built; Built; Built in; Constructed | When was the house built?
meter-number | digits8 | meter number; number of the meter | Meter No; Meter #; Meter Number; METER; Zähler-Nr. | 
meter-reading | bigint | meter reading; reading | Reading; Meter Reading; Current Reading; Present Reading | What does the meter show?
usage | usage | usage; consumption | Usage; Consumption; Units Used; Usage (kWh); kWh Used | How much was used?
service-address | address | service address; address of supply | Service Address; Supply Address; Service At; Premises Address | Where is the service supplied?

## laboratory
sample-name | phrase | sample; name of the sample | Sample; Sample Name; SAMPLE; Material; Sample Description | What was tested?
batch | code | batch number; lot number | Batch No; Lot No; Batch #; LOT; Batch; Lot #; Charge | Which batch is it?
serial | code | serial number; serial no | Serial No; S/N; Serial; SERIAL #; Serial Number; Ser. No. | 
method | phrase | method; test method | Method; Test Method; METHOD; Procedure | How was it tested?
storage | note | storage recommendations; storage | Storage; Storage Recommendations; STORAGE; Keep; Handling | How is it to be stored?
observations | note | observations; findings | Observations; Findings; OBSERVATIONS; Appearance; Remarks | What was observed?
limits | figures | limits; confidence limits | Limits; Confidence Limits; Range; Tolerance; Spec. | What are the limits?
tested-on | signed | initials and date; tested by and date | Tested; Initials/Date; By/Date; Technician | Who tested it, and when?
analyst | person | analyst; name of the analyst | Analyst; Tested By; ANALYST; Chemist; Technician; Operator; Investigator | Who did the analysis?; Who tested it?
temperature | temperature | temperature; test temperature | Temperature; Temp; Temp.; TEMP; Temperature (C) | How warm was it?
humidity | percent | humidity; relative humidity | Humidity; RH; Rel. Humidity; R.H. | 
ph | phvalue | ph value; ph | pH; pH Value; PH | 
result | passfail | result; outcome | Result; RESULT; Outcome; Verdict; Final Result | Did it pass?; What came out of it?
length | length | length; size in length | Length; Len.; LENGTH; L | How long is it?
diameter | length | diameter; circumference | Diameter; Dia.; DIA; Circumference | How thick is it?
pressure | barpressure | pressure; operating pressure | Pressure; Press.; Operating Pressure; P | 
voltage | voltage | voltage; supply voltage | Voltage; Volts; VOLTAGE; Supply | At which voltage does it run?
capacity | bigint | capacity; maximum capacity | Capacity; CAPACITY; Max. Capacity; Cap. | How much does it hold?
brand-name | phrase | brand; brand name | Brand; BRAND; Brand Name; Trade Name; Product Name | Which brand is it?
supplier | company | supplier; name of the supplier | Supplier; SUPPLIER; Vendor; Vendor Name; Manufacturer; Supplied By; Made by; Lieferant | Who supplied it?; Who is the supplier?; Who makes it?
warehouse | roomcode | warehouse; storage location | Warehouse; WHSE; Location; Bin; Storage; Bin Location | Where is it stored?
warranty | duration | warranty; warranty period | Warranty; Guarantee; WARRANTY; Warranty Period | How long is the warranty?
inspection-date | date | inspection date; date of inspection | Inspection Date; Inspected; Date of Inspection; Insp. Date | When was it inspected?
inspector | person | inspector; name of the inspector | Inspector; Inspected By; INSPECTOR; Insp. By | Who inspected it?

## club
membership-type | membertype | membership type; type of membership | Membership Type; Type of Membership; Category; Membership; Class of Membership | What kind of membership is it?
membership-fee | money | membership fee; annual fee | Membership Fee; Annual Fee; Fee; Dues; Subscription Fee | How much is the fee?
event | eventname | event; event name | Event; EVENT; Event Name; Occasion; Function | Which event is it?
event-date | date | event date; date of the event | Event Date; Date of Event; Day of Event; Event Day | When does the event take place?
team-name | phrase | team; team name | Team; Team Name; TEAM; Club | Which team is it?
coach | person | coach; trainer | Coach; COACH; Trainer; Head Coach | Who trains the team?
attendance | bigint | attendance; number of visitors | Attendance; Visitors; Attend.; No. of Attendees; Guests Expected | How many people came?
organiser | company | organiser; organizer; host | Organiser; Organizer; Host; Organised by; Sponsor | Who organises it?
course | coursename | course; course title | Course; Course Title; Course Name; Subject/Course; Module | Which course is it?
instructor | person | instructor; teacher; lecturer | Instructor; Teacher; Lecturer; Tutor; Taught by; Professor | Who teaches it?
grade | gradevalue | grade; mark | Grade; Mark; GRADE; Final Grade; Score | Which grade was given?
student-number | code | student number; student id | Student ID; Student No; Student Number; Matric No; STUDENT # | 
semester | semester | semester; academic term | Semester; Term; Session; Academic Term; SEMESTER | In which semester was it?
credits | smallint | credits; credit hours | Credits; Credit Hours; Units; CREDITS; ECTS | How many credits does it give?
`;

/** Labels that are no English, with the countries where they are printed. */
export const FOREIGN_LABELS: Readonly<Record<string, string>> = {
  "Rechnung Nr.": "DE",
  "Facture No": "FR",
  "Kunden-Nr.": "DE",
  "USt-IdNr.": "DE",
  "N° TVA": "FR",
  CIF: "ES",
  Kostenstelle: "DE",
  Filiale: "DE",
  Uhrzeit: "DE",
  "Auftrags-Nr.": "DE",
  Zwischensumme: "DE",
  "MwSt.": "DE",
  TVA: "FR",
  IVA: "ES IT",
  Rabatt: "DE",
  Gesamtbetrag: "DE",
  "Total TTC": "FR",
  Bar: "DE",
  Tunai: "MY",
  Baki: "MY",
  Rückgeld: "DE",
  Kontakt: "DE",
  Nom: "FR CA",
  Apellido: "ES",
  Nachname: "DE",
  Prénom: "FR CA",
  Nombre: "ES",
  Vorname: "DE",
  Geburtsdatum: "DE",
  Beruf: "DE",
  Adresse: "FR DE CA",
  Ort: "DE",
  Ciudad: "ES",
  PLZ: "DE",
  Poskod: "MY",
  Pays: "FR",
  Land: "DE",
  Gewicht: "DE",
  Menge: "DE",
  Von: "DE",
  Betreff: "DE",
  Objet: "FR",
  Datum: "DE",
  Fecha: "ES",
  Marke: "DE",
  Baujahr: "DE",
  Kennzeichen: "DE",
  Farbe: "DE",
  Kraftstoff: "DE",
  Sitz: "DE",
  Vermieter: "DE",
  Mieter: "DE",
  "Zähler-Nr.": "DE",
  Charge: "DE",
  Lieferant: "DE",
  Laufzeit: "DE",
  Aktenzeichen: "DE",
  "Rechnung an": "DE",
  GST: "MY SG AU IN CA",
  "Total GST": "MY SG AU IN CA",
  HST: "CA",
  "State Tax": "US",
  "Sales Tax": "US",
  VAT: "GB DE FR ES IT",
  "IC No": "MY",
  NRIC: "MY SG",
  "NRIC No": "MY SG",
  "TOTAL RM": "MY",
  "TOTAL (MYR)": "MY",
  "Total Sales (Inclusive GST) RM": "MY",
  "Total Incl. GST@6%": "MY",
  "H/P": "MY SG",
  HP: "MY SG",
  Handphone: "MY SG",
  SSN: "US",
  "Soc. Sec. #": "US",
  Kassenbon: "DE",
  "Merci de votre visite": "FR CA",
  "Vielen Dank für Ihren Einkauf": "DE",
  "Gracias por su compra": "ES",
  "Terima kasih, sila datang lagi": "MY",
  RECHNUNG: "DE",
  FACTURE: "FR",
  FACTURA: "ES",
  Bezeichnung: "DE",
  Einzelpreis: "DE",
  Gesamt: "DE",
};
