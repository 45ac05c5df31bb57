//! What the page itself says, in the languages that it speaks.

use customers::forms::{AnswerFault, TokenFault};
use kernel::Locale;

/// The texts around a form. `{n}` and `{of}` are numbers.
pub(crate) struct Words {
    /// The language.
    pub(crate) language: &'static str,
    /// What the language calls itself.
    pub(crate) name: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) required: &'static str,
    pub(crate) submit: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) check: &'static str,
    pub(crate) thanks: &'static str,
    pub(crate) received: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) no_offers: &'static str,
    pub(crate) fits: &'static str,
    pub(crate) below: &'static str,
    pub(crate) within: &'static str,
    pub(crate) above: &'static str,
    pub(crate) meets: &'static str,
    pub(crate) misses: &'static str,
    pub(crate) look: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) trap: &'static str,
    pub(crate) trap_label: &'static str,
    faults: [&'static str; 13],
    tokens: [&'static str; 3],
}

impl Words {
    /// The words of a language, English for one that we do not speak.
    pub(crate) fn of(language: &str) -> &'static Self {
        let language = Locale::of(language).tag();
        let found = ALL.iter().find(|words| words.language == language);
        found.unwrap_or(&ENGLISH)
    }

    /// What is wrong with an answer.
    pub(crate) fn fault(&self, fault: &AnswerFault) -> String {
        let (at, number) = match fault {
            AnswerFault::Missing => (0, None),
            AnswerFault::ConsentMissing => (1, None),
            AnswerFault::Email => (2, None),
            AnswerFault::Phone => (3, None),
            AnswerFault::Number => (4, None),
            AnswerFault::TooSmall(least) => (5, Some(least.to_string())),
            AnswerFault::TooLarge(most) => (6, Some(most.to_string())),
            AnswerFault::TooFine(digits) => (7, Some(digits.to_string())),
            AnswerFault::Date => (8, None),
            AnswerFault::NotAnOption => (9, None),
            AnswerFault::OneOnly => (10, None),
            AnswerFault::TooLong(length) => (11, Some(length.to_string())),
            AnswerFault::Unasked => (12, None),
        };
        let number = number.map(|number| self.digits(&number));
        self.faults[at].replace("{n}", &number.unwrap_or_default())
    }

    /// Why a page is not taken as it came.
    pub(crate) const fn token(&self, fault: TokenFault) -> &'static str {
        match fault {
            TokenFault::Forged => self.tokens[0],
            TokenFault::Quick => self.tokens[1],
            TokenFault::Old => self.tokens[2],
        }
    }

    /// A number as the language writes it, given with a point and without groups.
    pub(crate) fn digits(&self, number: &str) -> String {
        Locale::of(self.language).number(number)
    }
}

/// The direction in which a language is written.
pub(crate) fn direction(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

const ALL: &[Words] = &[ENGLISH, PERSIAN, BULGARIAN, NORWEGIAN, RUSSIAN];

const ENGLISH: Words = Words {
    language: "en",
    name: "English",
    languages: "Languages",
    required: "required",
    submit: "Send",
    yes: "Yes",
    no: "No",
    check: "Please look at these answers again:",
    thanks: "Thank you",
    received: "Your answers have arrived.",
    offers: "Offers for you",
    no_offers: "Nothing in our range meets what you cannot do without. We will get in touch.",
    fits: "Fits {n} of {of} of your wishes",
    below: "{n} % below your limit",
    within: "within your limit",
    above: "{n} % above your limit",
    meets: "Meets",
    misses: "Does not meet",
    look: "Look at it",
    closed: "This form takes no answers any more.",
    unknown: "There is no form at this address.",
    busy: "Too many answers have come from your network. Please try again in {n} seconds.",
    trap: "A field that people do not see was filled in. Please send the form once more.",
    trap_label: "Leave this empty",
    faults: [
        "This has to be answered.",
        "This has to be agreed to.",
        "An e-mail address looks like name@example.org.",
        "A telephone number has 5 to 15 digits.",
        "This is not a number.",
        "This is less than {n}.",
        "This is more than {n}.",
        "At most {n} digits after the point.",
        "A day is written like 2026-03-31.",
        "Please choose one of the options.",
        "Only one answer can be given here.",
        "At most {n} characters.",
        "The form does not ask this.",
    ],
    tokens: [
        "The page was not shown by us, or is of another form. Please send it once more.",
        "That was very quick. Please look at your answers once more and send them.",
        "The page was open for more than a day. Please send it once more.",
    ],
};

const PERSIAN: Words = Words {
    language: "fa",
    name: "فارسی",
    languages: "زبان‌ها",
    required: "لازم",
    submit: "فرستادن",
    yes: "بله",
    no: "خیر",
    check: "لطفاً این پاسخ‌ها را دوباره ببینید:",
    thanks: "سپاسگزاریم",
    received: "پاسخ‌های شما رسید.",
    offers: "پیشنهادهایی برای شما",
    no_offers: "در محصولات ما چیزی نیست که همهٔ شرط‌های لازم شما را داشته باشد. با شما تماس می‌گیریم.",
    fits: "{n} خواسته از {of} خواستهٔ شما را برآورده می‌کند",
    below: "{n}٪ کمتر از سقف شما",
    within: "در سقف شما",
    above: "{n}٪ بیشتر از سقف شما",
    meets: "دارد",
    misses: "ندارد",
    look: "دیدن",
    closed: "این فرم دیگر پاسخ نمی‌پذیرد.",
    unknown: "در این نشانی فرمی نیست.",
    busy: "از شبکهٔ شما پاسخ‌های زیادی رسیده است. لطفاً {n} ثانیهٔ دیگر دوباره بکوشید.",
    trap: "خانه‌ای که دیده نمی‌شود پر شده است. لطفاً فرم را یک بار دیگر بفرستید.",
    trap_label: "این را خالی بگذارید",
    faults: [
        "باید به این پاسخ دهید.",
        "باید با این موافقت کنید.",
        "نشانی ایمیل مانند name@example.org است.",
        "شمارهٔ تلفن ۵ تا ۱۵ رقم دارد.",
        "این عدد نیست.",
        "این کمتر از {n} است.",
        "این بیشتر از {n} است.",
        "حداکثر {n} رقم پس از ممیز.",
        "روز مانند 2026-03-31 نوشته می‌شود.",
        "لطفاً یکی از گزینه‌ها را برگزینید.",
        "اینجا تنها یک پاسخ می‌توان داد.",
        "حداکثر {n} نویسه.",
        "فرم این را نمی‌پرسد.",
    ],
    tokens: [
        "این صفحه را ما نشان نداده‌ایم یا از فرم دیگری است. لطفاً دوباره بفرستید.",
        "خیلی سریع بود. لطفاً پاسخ‌ها را یک بار دیگر ببینید و بفرستید.",
        "صفحه بیش از یک روز باز بوده است. لطفاً دوباره بفرستید.",
    ],
};

const BULGARIAN: Words = Words {
    language: "bg",
    name: "Български",
    languages: "Езици",
    required: "задължително",
    submit: "Изпрати",
    yes: "Да",
    no: "Не",
    check: "Моля, прегледайте отново тези отговори:",
    thanks: "Благодарим ви",
    received: "Получихме вашите отговори.",
    offers: "Оферти за вас",
    no_offers: "Нямаме нищо, което да отговаря на задължителните ви изисквания. Ще се свържем с вас.",
    fits: "Изпълнява {n} от {of} ваши желания",
    below: "{n} % под вашата граница",
    within: "в рамките на вашата граница",
    above: "{n} % над вашата граница",
    meets: "Изпълнява",
    misses: "Не изпълнява",
    look: "Вижте",
    closed: "Този формуляр вече не приема отговори.",
    unknown: "На този адрес няма формуляр.",
    busy: "От вашата мрежа дойдоха твърде много отговори. Моля, опитайте отново след {n} секунди.",
    trap: "Попълнено е поле, което не се вижда. Моля, изпратете формуляра още веднъж.",
    trap_label: "Оставете празно",
    faults: [
        "Тук трябва да отговорите.",
        "Трябва да се съгласите с това.",
        "Имейл адресът изглежда така: name@example.org.",
        "Телефонният номер има от 5 до 15 цифри.",
        "Това не е число.",
        "Това е по-малко от {n}.",
        "Това е повече от {n}.",
        "Най-много {n} цифри след запетаята.",
        "Денят се пише така: 2026-03-31.",
        "Моля, изберете една от възможностите.",
        "Тук може да се даде само един отговор.",
        "Най-много {n} знака.",
        "Формулярът не пита това.",
    ],
    tokens: [
        "Страницата не е показана от нас или е на друг формуляр. Моля, изпратете я още веднъж.",
        "Това беше много бързо. Моля, прегледайте отговорите и ги изпратете.",
        "Страницата е била отворена повече от ден. Моля, изпратете я още веднъж.",
    ],
};

const NORWEGIAN: Words = Words {
    language: "nb",
    name: "Norsk",
    languages: "Språk",
    required: "må besvares",
    submit: "Send",
    yes: "Ja",
    no: "Nei",
    check: "Se på disse svarene en gang til:",
    thanks: "Takk",
    received: "Svarene dine er mottatt.",
    offers: "Tilbud til deg",
    no_offers: "Vi har ikke noe som oppfyller det du må ha. Vi tar kontakt.",
    fits: "Oppfyller {n} av {of} ønsker",
    below: "{n} % under grensen din",
    within: "innenfor grensen din",
    above: "{n} % over grensen din",
    meets: "Oppfyller",
    misses: "Oppfyller ikke",
    look: "Se på det",
    closed: "Dette skjemaet tar ikke lenger imot svar.",
    unknown: "Det er ikke noe skjema på denne adressen.",
    busy: "Det har kommet for mange svar fra nettverket ditt. Prøv igjen om {n} sekunder.",
    trap: "Et felt som ikke vises, var fylt ut. Send skjemaet en gang til.",
    trap_label: "La dette stå tomt",
    faults: [
        "Dette må besvares.",
        "Dette må du samtykke til.",
        "En e-postadresse ser ut som name@example.org.",
        "Et telefonnummer har 5 til 15 sifre.",
        "Dette er ikke et tall.",
        "Dette er mindre enn {n}.",
        "Dette er mer enn {n}.",
        "Høyst {n} sifre etter komma.",
        "En dag skrives slik: 2026-03-31.",
        "Velg et av alternativene.",
        "Her kan det bare gis ett svar.",
        "Høyst {n} tegn.",
        "Skjemaet spør ikke om dette.",
    ],
    tokens: [
        "Siden er ikke vist av oss, eller hører til et annet skjema. Send den en gang til.",
        "Det gikk svært fort. Se på svarene en gang til og send dem.",
        "Siden har vært åpen i mer enn et døgn. Send den en gang til.",
    ],
};

const RUSSIAN: Words = Words {
    language: "ru",
    name: "Русский",
    languages: "Языки",
    required: "обязательно",
    submit: "Отправить",
    yes: "Да",
    no: "Нет",
    check: "Пожалуйста, проверьте эти ответы:",
    thanks: "Спасибо",
    received: "Мы получили ваши ответы.",
    offers: "Предложения для вас",
    no_offers: "У нас нет ничего, что отвечало бы вашим обязательным условиям. Мы свяжемся с вами.",
    fits: "Выполнено пожеланий: {n} из {of}",
    below: "на {n} % ниже вашего предела",
    within: "в пределах вашей суммы",
    above: "на {n} % выше вашего предела",
    meets: "Подходит",
    misses: "Не подходит",
    look: "Посмотреть",
    closed: "Эта форма больше не принимает ответы.",
    unknown: "По этому адресу формы нет.",
    busy: "Из вашей сети пришло слишком много ответов. Попробуйте снова через {n} с.",
    trap: "Заполнено поле, которое не видно. Пожалуйста, отправьте форму ещё раз.",
    trap_label: "Оставьте пустым",
    faults: [
        "Здесь нужен ответ.",
        "С этим нужно согласиться.",
        "Адрес электронной почты выглядит так: name@example.org.",
        "В номере телефона от 5 до 15 цифр.",
        "Это не число.",
        "Это меньше {n}.",
        "Это больше {n}.",
        "Не больше {n} цифр после запятой.",
        "День пишется так: 2026-03-31.",
        "Пожалуйста, выберите один из вариантов.",
        "Здесь можно дать только один ответ.",
        "Не больше {n} знаков.",
        "Форма об этом не спрашивает.",
    ],
    tokens: [
        "Эту страницу показали не мы, или она от другой формы. Пожалуйста, отправьте её ещё раз.",
        "Это было очень быстро. Пожалуйста, проверьте ответы и отправьте их.",
        "Страница была открыта больше суток. Пожалуйста, отправьте её ещё раз.",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        for words in ALL {
            assert!(words.faults.iter().all(|text| !text.is_empty()));
            for text in [words.fits, words.below, words.above, words.busy] {
                assert!(text.contains("{n}"), "{}: {text}", words.language);
            }
            assert_eq!(Words::of(words.language).name, words.name);
        }
        assert_eq!((direction("fa-IR"), direction("nb")), ("rtl", "ltr"));
    }
}
