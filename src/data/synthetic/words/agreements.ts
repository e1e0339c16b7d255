/**
 * Words of synthetic agreements. Data only. {A} and {B} are the parties' roles, {f} and {g} the parties, {F} and {G} what stands after
 * their names, {T} the kind of agreement, {d} the day, {s} the state, {r} the term; in clauses {o} is another state, {k} some days, {m} an
 * amount, {p} a person, {c} a company, {t} a city, {n} and {N} nouns.
 */

const cut = (text: string) => text.trim().split("\n");

/** Kind of agreement | role of the first party | of the second; some second parties are persons (*). */
export const AGREEMENTS = cut(`
Non-Disclosure Agreement | Disclosing Party | Receiving Party
Mutual Non-Disclosure Agreement | Company | Participant
Confidentiality Agreement | Discloser | Recipient
Confidentiality and Non-Competition Agreement | Company | *Employee
Employment Agreement | Employer | *Employee
Consulting Agreement | Client | *Consultant
Non-Solicitation Agreement | Corporation | *Executive
Service Agreement | Customer | Provider
Master Services Agreement | Customer | Contractor
Lease Agreement | Landlord | *Tenant
Commercial Lease | Lessor | Lessee
License Agreement | Licensor | Licensee
Software License Agreement | Vendor | Customer
Purchase Agreement | Seller | Buyer
Share Purchase Agreement | Vendor | Purchaser
Loan Agreement | Lender | *Borrower
Distribution Agreement | Supplier | Distributor
Settlement Agreement | Claimant | Respondent
Maintenance Contract | Owner | Contractor
Joint Venture Agreement | First Party | Second Party
Subscription Agreement | Issuer | *Subscriber
Escrow Agreement | Depositor | Agent
Invention Assignment Agreement | Company | *Inventor
Separation Agreement and Release | Company | *Executive
`);

export const PREAMBLES = cut(`
This {T} (this "Agreement") is made as of {d} by and between {f} {F} and {g} {G} .
This {T} (the "Agreement") is entered into and effective as of {d} , between {f} {F} and {g} {G} , hereinafter together the "Parties".
THIS AGREEMENT, dated {d} , is between {f} {F} and {g} {G} .
This {T} is made this {d} , by and between {f} {F} and {g} {G} .
This {T} is effective as of the {d} between {f} {F} and {g} {G} .
THIS {T} ("Agreement") is made on {d} BETWEEN (1) {f} {F} and (2) {g} {G} .
In consideration of the {n} described below, this {T} is made {d} , by and between {g} {G} and {f} {F} .
AGREEMENT made {d} , between {f} {F} , and {g} {G} .
The undersigned, {g} {G} , agrees with {f} {F} as of {d} as follows.
This {T} sets out the terms on which {f} {F} and {g} {G} will deal with each other from {d} .
WHEREAS {f} {F} and {g} {G} wish to enter into this {T} as of {d} (the "Effective Date"), the parties agree as follows.
This Agreement is entered into in {t} , by {g} {G} and {f} {F} , and takes effect on {d} .
{f} {F} and {g} {G} (each a "Party") have agreed on {d} to be bound by this {T} .
`);

/** Without the day. */
export const UNDATED = cut(`
This {T} is entered into by and between {f} {F} and {g} {G} .
As a condition of the {n} and for good and valuable consideration, {g} {G} agrees with {f} {F} as follows.
The parties to this {T} are {f} {F} and {g} {G} .
This Agreement is between {f} {F} and {g} {G} and governs the {N} between them.
`);

export const LAW = cut(`
This Agreement shall be governed by and construed in accordance with the laws of the State of {s} .
This Agreement is governed by the laws of the State of {s} , without regard to its conflict of laws principles.
The validity and interpretation of this Agreement are subject to the laws of {s} .
This Agreement shall be construed and enforced under the laws of the State of {s} applicable to contracts made and wholly performed there.
All claims under this Agreement are governed by the law of {s} .
The laws of the State of {s} shall control, and each party submits to the courts of {t} .
It is agreed that the law of {s} applies, without giving effect to any choice-of-law rule that would lead to the law of {o} .
This Agreement will be interpreted under the laws of the State of {s} . The courts sitting in {t} have exclusive jurisdiction.
Any dispute shall be settled under the laws of {s} by arbitration in {t} before one arbitrator.
`);

export const TERM = cut(`
This Agreement shall remain in force for a period of {r} from the date first written above.
The term of this Agreement is {r} unless sooner terminated as set out below.
This Agreement commences when signed and continues for {r} .
The obligations of the {B} under this Agreement shall survive for a period of {r} from the date of disclosure.
The {B} shall be bound by this Agreement for {r} after its date, after which it expires without notice.
Unless renewed in writing, this Agreement ends {r} after the date hereof.
The initial term shall be {r} and may be extended by written consent of both parties.
Each party's duties hereunder shall terminate {r} following receipt of the {N} .
The commitments above shall hold for a period of {r} . Either party may end them earlier on {k} notice.
`);

export const HEADINGS =
  "Definitions;Confidential Information;Obligations;Exclusions;Payment;Notices;Termination;Assignment;Entire Agreement;Limitation of Liability;Warranties;Scope of Services;Delivery;Remedies;Severability;Waiver;Ownership;Return of Materials;No License;Insurance;Indemnity;Counterparts;Non-Solicitation;Compensation;Inspection;Use of the Premises;Expenses;Publicity;Force Majeure;Representations".split(
    ";",
  );

export const CLAUSES = cut(`
The {B} shall hold all {N} of the {A} in strict confidence and shall not disclose them to any third party without prior written consent.
The {A} shall pay the {B} the sum of {m} within {k} of receipt of a proper statement.
Nothing in this Agreement shall be construed as granting any right or license to the {N} of either party.
Any notice under this Agreement shall be in writing and delivered by hand, by courier or by certified mail to {p} at the address given above.
Either party may terminate this Agreement upon {k} prior written notice to the other party.
The {B} acknowledges that a breach would cause irreparable harm for which damages are not an adequate remedy.
If any provision is held invalid, the remaining provisions shall not be affected and shall continue in full force.
No waiver of any breach shall be deemed a waiver of any later breach of the same or of any other provision.
This Agreement sets forth the entire understanding of the parties and supersedes all prior {N} , whether written or oral.
The {B} may not assign this Agreement without the consent of the {A} , except to a successor of all of its business.
Upon request the {B} shall return or destroy all {N} , including copies, within {k} .
The {A} makes no warranty, express or implied, as to the accuracy of the {N} furnished under this Agreement.
"Confidential Information" means any {n} , {n} or other {n} that is disclosed by one party to the other, in writing or orally, and is marked as such.
The foregoing does not apply to any {n} that is or becomes publicly known through no fault of the {B} .
The parties waive trial by jury and all rights under the laws of the United States that are inconsistent herewith.
{c} , a company organized under the laws of the State of {o} , is an intended beneficiary of this section.
In no event shall either party be liable for indirect, special or consequential damages exceeding {m} .
The {B} shall keep in force insurance of not less than {m} with an insurer licensed in {o} .
Each party shall bear its own expenses, and neither shall be reimbursed for {N} incurred before the date hereof.
This Agreement may be executed in counterparts, each of which is deemed an original, and by signatures sent by electronic means.
For a period of {k} after delivery the {A} may inspect the {N} and reject those that do not conform.
The {B} represents that it is under no obligation to {c} or to any other person that would conflict with this Agreement.
During the term the {B} shall not solicit any employee, agent or customer of the {A} , directly or indirectly.
The {B} shall report to {p} and devote such {n} as is reasonably necessary to perform the services.
The {A} may, in its sole discretion, modify the {N} by giving the {B} not less than {k} notice.
Title to all {N} prepared by the {B} in the course of the services vests in the {A} upon creation.
Neither party shall use the name of the other in any {n} , {n} or announcement without written approval.
Interest on late payments accrues at a rate of two percent (2%) per month until paid.
The {B} shall promptly notify the {A} of any unauthorized use of the {N} and shall help to regain possession.
As used herein, the term "affiliate" includes any entity that controls, is controlled by or is under common control with a party.
The {A} shall indemnify the {B} against all claims arising from the {N} , including reasonable attorneys' fees.
The {n} shall be used solely for the purpose of evaluating the {n} described in Schedule A and for no other purpose.
Neither party is liable for delay caused by strikes, fire, flood or other causes beyond its reasonable control.
The parties are independent contractors, and nothing herein creates a partnership or an agency.
The {B} has read this Agreement, has had the advice of counsel and signs it of its own free will.
`);

export const DURATIONS = cut(`
one (1) year
two (2) years
three (3) years
four (4) years
five (5) years
seven (7) years
ten (10) years
six (6) months
nine (9) months
twelve (12) months
eighteen (18) months
twenty-four (24) months
thirty-six (36) months
ninety (90) days
one year
two years
three years
five years
six months
1 year
2 years
3 years
5 years
12 months
24 months
90 days
`);

export const NOTICE =
  "ten (10) days;thirty (30) days;five business days;sixty (60) days;14 days;seven days;30 days;three (3) business days;fifteen (15) days".split(
    ";",
  );
