//! The names of columns in English, Bulgarian, Norwegian, Russian and Persian, best first.
//!
//! They are written as `normalised` leaves them: lower case, letters and digits only.

use super::{Kind, Meaning};

/// The names by which a column with the meaning is known in files of the kind.
pub(super) fn of(kind: Kind, meaning: Meaning) -> impl Iterator<Item = &'static str> {
    let names = match meaning {
        Meaning::Order => ORDER,
        Meaning::Customer => CUSTOMER,
        Meaning::Date => DATE,
        Meaning::Time => TIME,
        Meaning::Product if matches!(kind, Kind::Products) => PRODUCT_KEY,
        Meaning::Product => PRODUCT,
        Meaning::Name if matches!(kind, Kind::Customers) => PERSON,
        Meaning::Name => NAME,
        Meaning::Quantity => QUANTITY,
        Meaning::UnitPrice => UNIT_PRICE,
        Meaning::Amount => AMOUNT,
        Meaning::Discount => DISCOUNT,
        Meaning::Cost => COST,
        Meaning::UnitCost => UNIT_COST,
        Meaning::Currency => CURRENCY,
        Meaning::Channel => CHANNEL,
        Meaning::Store => STORE,
        Meaning::Country => COUNTRY,
        Meaning::Email => EMAIL,
        Meaning::Phone => PHONE,
        Meaning::Category => CATEGORY,
        Meaning::Subscription => SUBSCRIPTION,
        Meaning::Start => START,
        Meaning::End => END,
        Meaning::Price => PRICE,
        Meaning::Period => PERIOD,
        Meaning::Plan => PLAN,
    };
    names.split_ascii_whitespace()
}

const ORDER: &str = "
    orderid ordernumber orderno order invoiceno invoiceid invoicenumber invoice receiptid
    receiptno receiptnumber receipt transactionid transactionno transaction checkid ticketid
    basketid bookingid billno номернапоръчка номерпоръчка поръчка поръчканомер фактура
    фактураномер касовабележка бон ordrenummer ordrenr ordre bestillingsnummer fakturanummer
    fakturanr faktura kvitteringsnummer kvittering bongnummer bong номерзаказа заказ idзаказа
    номерчека чек номерсчета счет شمارهسفارش سفارش شمارهفاکتور فاکتور شمارهرسید کدسفارش
";

const CUSTOMER: &str = "
    customerid customerkey customernumber customerno customercode customer clientid
    clientnumber client custid userid memberid membernumber cardnumber loyaltycard accountid
    buyerid shopperid guestid subscriberid клиентскиномер номернаклиент кодклиент клиент
    клиентid kundenummer kundenr kundeid kunde medlemsnummer кодклиента номерклиента idклиента
    покупатель idпокупателя номеркарты شمارهمشتری کدمشتری شناسهمشتری مشتری
";

const DATE: &str = "
    orderdate invoicedate purchasedate transactiondate saledate receiptdate bookingdate
    datetime orderdatetime timestamp orderedat purchasedat createdat eventtime ts date day
    when датанапоръчка дата датаичас ordredato kjøpsdato fakturadato bestillingsdato dato
    tidspunkt датазаказа датапокупки датапродажи датавремя датаивремя деньпродажи تاریخسفارش
    تاریخخرید تاریخفاکتور تاریخ
";

const TIME: &str = "
    time ordertime invoicetime transactiontime purchasetime saletime hour час време
    часнапоръчка klokkeslett klokkeslæt tid время времязаказа времяпокупки ساعت زمان
";

const PRODUCT: &str = "
    productid productcode productkey sku stockcode itemid itemcode itemno articleid articleno
    articlenumber article barcode ean gtin plu product item кодпродукт кодстока артикул
    продукт стока баркод produktkode produktid varenummer varenr artikkelnummer artikkel
    produkt vare кодтовара артикултовара товар штрихкод номенклатура کدکالا کدمحصول شناسهمحصول
    کالا محصول بارکد
";

const PRODUCT_KEY: &str = "
    productid productcode productkey sku stockcode itemid itemcode itemno articleid articleno
    articlenumber article barcode ean gtin plu id code key product кодпродукт кодстока артикул
    код баркод produktkode produktid varenummer varenr artikkelnummer artikkel кодтовара
    артикултовара штрихкод کدکالا کدمحصول شناسهمحصول کد بارکد
";

const NAME: &str = "
    productname productdescription itemname itemdescription articlename description
    productdesc title name иметопродукта имепродукт наименование описание именапродукт
    produktnavn varenavn varetekst beskrivelse artikkelnavn navn названиетовара
    наименованиетовара название نامکالا ناممحصول شرحکالا شرح نام
";

const PERSON: &str = "
    fullname customername name clientname contactname име именаклиент иметоклиент navn
    kundenavn fulltnavn имя фио имяклиента полноеимя نامونامخانوادگی ناممشتری نام
";

const QUANTITY: &str = "
    quantity qty quantityordered units unitssold numberofitems numberofcds itemcount pieces
    pcs count количество брой бройки antall mengde kvantum stk колво количествоединиц штук
    штуки تعداد مقدار
";

const UNIT_PRICE: &str = "
    unitprice priceperunit priceeach itemprice productprice price saleprice цена единичнацена
    ценазаброй enhetspris stykkpris pris prisprenhet ценазаединицу ценазаштуку ценатовара
    قیمتواحد فی قیمت
";

const AMOUNT: &str = "
    linetotal lineamount totalprice totalamount amount salesamount dollarvalue revenue sales
    total ordertotal orderamount ordervalue totalvalue value spend subtotal grandtotal payment
    paymentvalue сума общасума стойност общо крайнацена beløp sum totalt totalbeløp linjesum
    omsetning salg сумма итого стоимость общаясумма суммазаказа выручка مبلغ مبلغکل جمع جمعکل
    قیمتکل
";

const DISCOUNT: &str = "
    discount discountamount linediscount rebate отстъпка rabatt rabattbeløp скидка суммаскидки
    تخفیف مبلغتخفیف
";

const COST: &str = "
    cost linecost totalcost cogs costofgoods себестойност разход kostnad varekost
    себестоимость بهایتمامشده هزینه
";

const UNIT_COST: &str = "
    unitcost costprice purchaseprice costperunit доставнацена kostpris innkjøpspris
    закупочнаяцена قیمتخرید
";

const CURRENCY: &str = "
    currency currencycode ccy валута valuta валюта ارز واحدپول
";

const CHANNEL: &str = "
    channel saleschannel orderchannel канал каналпродажби kanal salgskanal каналпродаж کانال
    کانالفروش
";

const STORE: &str = "
    storeid store storename shopid shop branch branchid outlet location pos магазин обект
    butikk butikknavn butikknr filial филиал торговаяточка فروشگاه شعبه
";

const COUNTRY: &str = "
    country countrycode countryname customercountry shippingcountry държава страна land کشور
";

const EMAIL: &str = "
    email emailaddress mail имейл електроннапоща epost epostadresse почта электроннаяпочта
    ایمیل رایانامه
";

const PHONE: &str = "
    phone phonenumber mobile mobilephone telephone tel cell msisdn телефон мобилен gsm telefon
    mobil telefonnummer mobilnummer номертелефона мобильный تلفن موبایل شمارهتلفن تلفنهمراه
";

const CATEGORY: &str = "
    category productcategory categoryname department group productgroup категория група
    kategori varegruppe produktgruppe группа دسته گروه دستهبندی
";

const SUBSCRIPTION: &str = "
    subscriptionid subscriptionnumber subscriptionno subscriptionkey subscription contractid
    contractnumber contractno contract agreementid agreementnumber agreement policynumber policyid
    абонамент номерабонамент договор номердоговор abonnement abonnementsid abonnementsnummer
    avtale avtalenummer kontrakt подписка номерподписки idподписки номердоговора اشتراک
    شمارهاشتراک قرارداد شمارهقرارداد
";

const START: &str = "
    startdate start startday startedat startedon startson subscriptionstart subscriptionstartdate
    contractstart contractstartdate validfrom activatedat activationdate subscribedat signupdate
    signedup joindate joinedat begindate begin from createdat начало началнадата датаначало
    startdato fradato gyldigfra датаначала تاریخشروع شروع
";

const END: &str = "
    enddate end endday endedat endedon endson subscriptionend subscriptionenddate contractend
    contractenddate canceledat cancelledat canceldate cancellationdate churnedat churndate
    terminatedat terminationdate validto validuntil expirydate expirationdate expiresat until to
    край крайнадата датакрай sluttdato tildato gyldigtil датаокончания датаотмены تاریخپایان پایان
";

const PRICE: &str = "
    price priceperperiod periodprice subscriptionprice planprice recurringamount recurringprice
    monthlyprice pricepermonth monthlyfee fee amount planamount unitamount mrr цена месечнацена
    такса pris månedspris beløp ценазапериод стоимость قیمت مبلغ
";

const PERIOD: &str = "
    period billingperiod billinginterval billingcycle billingfrequency interval cycle term
    paymentperiod renewalperiod период периодфактуриране periode faktureringsperiode
    периодоплаты دوره
";

const PLAN: &str = "
    plan planname planid plancode subscriptionplan subscriptiontype tier package tariff product
    productname productid план пакет abonnementstype produkt тариф тарифныйплан продукт طرح
";
