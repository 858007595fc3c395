"""Words of English labels: one concept a line, ways of saying it parted by `|`.

Verbs are base form, third person, gerund (parted by `/`); objects singular, plural (parted by `/`); places stand as
they are, with the channel that goes with them behind `@`. This is the vocabulary of the tests, no part of the
program's glossary.
"""

VERBS = """
choose/chooses/choosing | pick/picks/picking
find/finds/finding | locate/locates/locating
compare/compares/comparing | contrast/contrasts/contrasting
pay for/pays for/paying for | settle/settles/settling
receive/receives/receiving | accept/accepts/accepting
check/checks/checking | inspect/inspects/inspecting
return/returns/returning | give back/gives back/giving back
complete/completes/completing | fill in/fills in/filling in
order/orders/ordering | request/requests/requesting
discuss/discusses/discussing | negotiate/negotiates/negotiating
clarify/clarifies/clarifying | ask about/asks about/asking about
study/studies/studying | examine/examines/examining
read/reads/reading | browse/browses/browsing
send/sends/sending | forward/forwards/forwarding
sign/signs/signing | certify/certifies/certifying
cancel/cancels/cancelling | annul/annuls/annulling
change/changes/changing | amend/amends/amending
confirm/confirms/confirming | approve/approves/approving
rate/rates/rating | evaluate/evaluates/evaluating
dispute/disputes/disputing | challenge/challenges/challenging
restore/restores/restoring | recover/recovers/recovering
configure/configures/configuring | set up/sets up/setting up
connect/connects/connecting | activate/activates/activating
update/updates/updating | refresh/refreshes/refreshing
download/downloads/downloading | fetch/fetches/fetching
postpone/postpones/postponing | put off/puts off/putting off
show/shows/showing | present/presents/presenting
try/tries/trying | test/tests/testing
carry/carries/carrying | transport/transports/transporting
pack/packs/packing | wrap/wraps/wrapping
repair/repairs/repairing | mend/mends/mending
extend/extends/extending | prolong/prolongs/prolonging
close/closes/closing | finish/finishes/finishing
open/opens/opening | start/starts/starting
await/awaits/awaiting | anticipate/anticipates/anticipating
calculate/calculates/calculating | work out/works out/working out
lose/loses/losing | misplace/misplaces/misplacing
hand over/hands over/handing over | deliver/delivers/delivering
photograph/photographs/photographing | capture/captures/capturing
exchange/exchanges/exchanging | swap/swaps/swapping
reserve/reserves/reserving | book/books/booking
track/tracks/tracking | monitor/monitors/monitoring
print/prints/printing | type out/types out/typing out
record/records/recording | note/notes/noting
"""

OBJECTS_SHOP = """
order/orders | purchase/purchases
product/products | item/items
price/prices | cost/costs
discount/discounts | markdown/markdowns
invoice/invoices | bill/bills
parcel/parcels | package/packages
receipt/receipts | slip/slips
card/cards | plastic/plastics
shoe/shoes | boot/boots
jacket/jackets | coat/coats
size/sizes | measurement/measurements
review/reviews | comment/comments
tariff/tariffs | rate plan/rate plans
contract/contracts | agreement/agreements
password/passwords | access code/access codes
account/accounts | profile/profiles
basket/baskets | cart/carts
bonus/bonuses | loyalty point/loyalty points
warranty/warranties | guarantee/guarantees
complaint/complaints | grievance/grievances
shop window/shop windows | assortment/assortments
gift/gifts | souvenir/souvenirs
box/boxes | carton/cartons
loan/loans | credit/credits
deposit/deposits | savings book/savings books
transfer/transfers | remittance/remittances
banknote/banknotes | coin/coins
sim card/sim cards | phone number/phone numbers
furniture/furniture | wardrobe/wardrobes
fridge/fridges | appliance/appliances
suitcase/suitcases | luggage/luggage
newsletter/newsletters | mailing/mailings
promotion/promotions | sale/sales
voucher/vouchers | coupon/coupons
"""

OBJECTS_LIFE = """
consultation/consultations | conversation/conversations
blood test/blood tests | lab sample/lab samples
prescription/prescriptions | medication order/medication orders
diagnosis/diagnoses | medical opinion/medical opinions
medicine/medicines | drug/drugs
referral/referrals | assignment/assignments
certificate/certificates | extract/extracts
vaccination/vaccinations | jab/jabs
ward/wards | hospital bed/hospital beds
course/courses | programme/programmes
lecture/lectures | lesson/lessons
exam/exams | final test/final tests
diploma/diplomas | degree/degrees
textbook/textbooks | manual/manuals
timetable/timetables | schedule/schedules
homework/homework | exercise/exercises
ticket/tickets | travel pass/travel passes
flight/flights | departure/departures
hotel/hotels | guesthouse/guesthouses
room/rooms | suite/suites
visa/visas | passport/passports
excursion/excursions | guided tour/guided tours
route/routes | itinerary/itineraries
insurance/insurances | policy/policies
application/applications | petition/petitions
subsidy/subsidies | allowance/allowances
flat/flats | apartment/apartments
meter reading/meter readings | water usage/water usages
estimate/estimates | quotation/quotations
drawing/drawings | sketch/sketches
entry badge/entry badges | gate permit/gate permits
parking space/parking spaces | car bay/car bays
table/tables | seat/seats
concert/concerts | performance/performances
"""

PLACES = """
on the website | on the portal @website
in the app | on a smartphone @app
by phone | with a call @phone
in the chat | in a messenger @chat
by post | in an envelope @post
at the checkout | at the exit @shop
in the shop | in the store @shop
in the office | at the branch @office
at the courier's | from the driver @courier
at home | on the sofa @
with a manager | with a consultant @office
with friends | with acquaintances @
with the family | with relatives @
at the pickup point | at a parcel locker @pickup
at the terminal | at a cash machine @terminal
on social media | in a blog @social
in the warehouse | in storage @pickup
on the way | while walking @app
at work | during office hours @
in the evening | after dinner @
in the morning | before breakfast @
at the weekend | on Saturday @
in advance | ahead of time @
on the last day | the day before @
without queueing | without delay @
following the instructions | following the leaflet @
helped by an operator | supported by an agent @phone
for a child | for the baby @
for the parents | for mother @
once more | a second time @
"""

EXTRA_WORDS = (
    "quickly carefully calmly together usually again immediately thoroughly personally finally".split()
)

STAGES_ONE = """
Need awareness | Recognising the problem
Search for options | Looking for solutions
Comparing offers | Weighing alternatives
Placing the order | Purchase decision
Payment | Settling the bill
Delivery | Transport
Receiving | Handover
Usage | Everyday operation
"""

STAGES_TWO = """
Introduction | First contact
Registration | Sign-up
Preparation | Getting ready
Visit | Appointment
Service | Specialist help
Results | Outcome
Coming back | Next meeting
Recommendation | Advice to friends
"""

AND = "and"
"""What joins two labels or stage titles."""
