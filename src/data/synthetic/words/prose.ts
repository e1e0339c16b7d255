/** Sentences of synthetic letters and footers, with slots for words. Data only. */

export const FOOTERS = `THANK YOU
THANK YOU PLEASE COME AGAIN
GOODS SOLD ARE NOT RETURNABLE
GOODS SOLD ARE NOT REFUNDABLE OR EXCHANGEABLE
Thank you for shopping with us
Please keep this receipt for your records
Exchange allowed within 7 days with receipt
NO CASH REFUND
Have a nice day!
Terima kasih, sila datang lagi
Goods sold are not returnable. Thank you.
RETURNS ACCEPTED WITHIN 30 DAYS WITH ORIGINAL RECEIPT
Tell us how we did and win
*** CUSTOMER COPY ***
This is a computer generated invoice, no signature is required.
Thank You For Dining With Us
Please check your change before leaving
Follow us on social media
All prices include tax where applicable
PRICES ARE INCLUSIVE OF GST
SAVE PAPER SAVE TREES
WELCOME AGAIN
Open daily 10 am to 10 pm
Gracias por su compra
Vielen Dank für Ihren Einkauf
Merci de votre visite
Items on sale cannot be exchanged
YOUR SATISFACTION IS OUR PRIORITY
Powered by cloud POS
Not valid as a tax document`.split("\n");

export const INVOICE_NOTES = `Payment is due within the period stated above.
Please quote the invoice number with your payment.
Interest will be charged on overdue accounts.
All goods remain our property until paid in full.
Cheques should be crossed and made payable to the company.
Thank you for your business.
Claims must be made within seven days of delivery.
Prices are subject to change without notice.
E. & O. E.
This order is subject to the terms on the reverse side.
Please remit to the address shown above.
A service fee applies to returned checks.
Goods once sold cannot be returned.
We appreciate your prompt payment.`.split("\n");

/** {n} noun, {N} plural noun, {a} adjective, {v} verb, {d} a date, {m} an amount, {p} a person, {c} a company, {t} a city, {q} a number. */
export const SENTENCES = `We refer to your {a} {n} of {d} and thank you for the {n} you have shown.
The {n} was discussed at some length, and it was agreed to {v} the {a} {N} before the end of the year.
Please {v} the enclosed {n} and return it to {p} at your earliest convenience.
As you know, the {n} of our {a} {n} depends on the {N} that we {v} each month.
{p} has asked us to {v} the {N} and to report on the {n}.
It is our understanding that {c} will {v} the {n} without further delay.
The committee met in {t} and found that the {n} remains {a}.
We would be grateful if you could {v} the {N} listed below.
During the past year the {a} {n} has continued to {v}.
In addition, the {N} of the {n} were reviewed by {p}.
A copy of the {n} is attached for your {N}.
Should you have any questions about the {n}, please contact {p}.
The results of the {n} show that {N} are more {a} than expected.
Both parties agree to {v} the {n} in good faith.
No {n} shall be made without the {a} {n} of the other party.
The {n} includes {q} {N} and a {a} {n}.
For this reason we intend to {v} our {N} in {t}.
At present there is no {a} {n} which would allow us to {v} the {N}.
The {n} between the {N} and the {n} is shown in the table.
Members are asked to {v} their {N} well before the {a} {n}.
This {n} has been prepared to {v} the {a} {N} of the company.
The {a} {n} of the {n} was carried out by a team from {t}.
We expect the {n} to {v} by about {q} percent.
All {N} must be kept in a {a} {n}.
According to {p}, the {n} can {v} only if the {N} are {a}.
Further {N} will be sent to you as soon as the {n} is complete.
The purpose of this {n} is to {v} the {a} {N}.
Each {n} was given a {a} {n} and asked to {v} it.
In our {n}, the {N} are neither {a} nor {a}.
The {n} may {v} the {N} at any time.
We look forward to hearing from you about the {n}.
Work on the {a} {n} will begin when the {N} have arrived.
A {a} {n} was held to {v} the {n}.
Some of the {N} did not {v} the {n}, which is {a}.
The staff of {c} will {v} the {n} free of charge.
It should be noted that the {a} {N} were taken before the {n}.
Under the {n}, every {n} is entitled to {v} the {N}.
Their {a} {n} made it possible to {v} the {N} in time.
The {N} were compared with those of the {a} {n}.
Nothing in this {n} shall {v} the rights of the {n}.`.split("\n");

export const TITLES =
  `APPLICATION FORM|REGISTRATION FORM|EMPLOYEE RECORD|SERVICE REQUEST|ORDER FORM|CHANGE OF ADDRESS|INCIDENT REPORT|PATIENT INFORMATION|MEMBERSHIP APPLICATION|EXPENSE REPORT|PURCHASE REQUISITION|TRAVEL REQUEST|LEAVE APPLICATION|INSPECTION REPORT|TEST REPORT|SAMPLE REQUEST|VEHICLE REGISTRATION|RENTAL AGREEMENT|CREDIT APPLICATION|CLAIM FORM|CUSTOMER FEEDBACK|WORK ORDER|DELIVERY RECEIPT|PROJECT APPROVAL|BUDGET REQUEST|VISITOR REGISTRATION|STUDENT RECORD|ENROLMENT FORM|MEDICAL HISTORY|INSURANCE CLAIM|EQUIPMENT CHECKLIST|SUPPLIER DATA SHEET|PERSONNEL CHANGE NOTICE|QUALITY REPORT|LABORATORY REPORT|PRODUCT SPECIFICATION|AUTHORIZATION FORM|RESERVATION REQUEST|MAINTENANCE LOG|COMPLAINT FORM|TRANSFER OF TITLE|NOTICE OF CHANGE|CONSENT FORM|SHIPPING REQUEST|PAYMENT VOUCHER|PETTY CASH VOUCHER|TIME SHEET|PERFORMANCE REVIEW|JOB DESCRIPTION|CERTIFICATE OF ORIGIN|STATEMENT OF ACCOUNT|LOAN APPLICATION|ACCOUNT OPENING FORM|BOOKING CONFIRMATION|PASSENGER ITINERARY|SCHOLARSHIP APPLICATION|PROPERTY RECORD|METER READING REPORT|CONTRACT SUMMARY|RESEARCH PROPOSAL`.split(
    "|",
  );
