import { phone, visitor, wide } from './browser.mjs';
import { address, axe, check, chooseLanguage, chooseScheme, expect, noSidewaysScroll, settled, shot, signIn, steady, switchScheme } from './harness.mjs';

const pages = [
  { name: 'home', path: '/', ready: '[data-figure=orders]', en: 'Home', fa: 'خانه', bg: 'Начало', nb: 'Hjem', ru: 'Главная' },
  { name: 'customers', path: '/customers', ready: '#main [data-row]', en: 'All customers', fa: 'همهٔ مشتریان' },
  { name: 'customer', path: '/customers/12748', ready: '[data-fact=value]', en: 'Customer \u206812748\u2069', fa: 'مشتری \u206812748\u2069' },
  { name: 'rfm', path: '/rfm', ready: '[data-cell="55"]', en: 'RFM map', fa: 'نقشهٔ RFM', bg: 'RFM карта', nb: 'RFM-kart', ru: 'RFM-карта' },
  { name: 'rfm-opened', path: '/rfm?open=55', ready: '[data-members] [data-row]', en: 'RFM map', fa: 'نقشهٔ RFM' },
  { name: 'cohorts', path: '/cohorts', ready: 'tr[data-cohort]', en: 'Cohorts', fa: 'کوهورت‌ها' },
  { name: 'retention-matrix', path: '/retention-matrix', ready: '[data-place=high-high]', en: 'Retention matrix', fa: 'ماتریس نگهداشت' },
  { name: 'base', path: '/base', ready: '[data-moves]', en: 'Base health', fa: 'سلامت پایگاه' },
  { name: 'value', path: '/value', ready: '[data-bridge]', en: 'Value and equity', fa: 'ارزش مشتریان', bg: 'Стойност на клиентите', nb: 'Kundeverdi', ru: 'Ценность клиентов' },
  { name: 'products', path: '/products', ready: '[data-fact=revenue]', en: 'Products', fa: 'کالاها' },
  { name: 'product-opened', path: '/products?product=22423&open=repeat_buyers', ready: '[data-members] [data-row]', en: 'Products', fa: 'کالاها' },
  { name: 'profitability', path: '/profitability', ready: '[data-fact=unprofitable]', en: 'Profitability', fa: 'سودآوری' },
  { name: 'subscriptions', path: '/subscriptions', ready: '#main h2', en: 'Subscriptions', fa: 'اشتراک‌ها' },
  {
    name: 'calculators',
    path: '/calculators',
    ready: '[data-fact=difference]',
    en: 'What lost customers cost',
    fa: 'هزینهٔ مشتریان ازدست‌رفته',
  },
  {
    name: 'budget',
    path: '/calculators?which=budget',
    ready: '[data-fact=each]',
    en: 'What care for a customer may cost',
    fa: 'مراقبت از هر مشتری چقدر می‌تواند هزینه داشته باشد',
  },
  {
    name: 'sensitivity',
    path: '/calculators?which=retention',
    ready: '[data-fact=change]',
    en: 'What a little more retention brings',
    fa: 'اندکی نگهداشت بیشتر چه به همراه دارد',
  },
  { name: 'import', path: '/import', ready: '#main h2', en: 'Import', fa: 'ورود داده' },
  { name: 'dashboards', path: '/dashboards', ready: '#main h2', en: 'Dashboards', fa: 'داشبوردها' },
  { name: 'schedules', path: '/reports', ready: '#main h2', en: 'Scheduled reports', fa: 'گزارش‌های زمان‌بندی‌شده', ru: 'Отчёты по расписанию' },
  { name: 'sql', path: '/sql', ready: '.cm-content', en: 'SQL', fa: 'SQL' },
  { name: 'sources', path: '/sources', ready: '#main h2', en: 'Sources', fa: 'منبع‌ها' },
  { name: 'quality', path: '/quality', ready: '#main h2', en: 'Quality', fa: 'کیفیت' },
  { name: 'catalogue', path: '/catalogue', ready: '#main h2', en: 'Attributes and events', fa: 'ویژگی‌ها و رویدادها' },
  { name: 'forms', path: '/forms', ready: '#main table, #main ul', en: 'Forms', fa: 'فرم‌ها' },
  { name: 'webhooks', path: '/webhooks', ready: '#main h2', en: 'Webhooks', fa: 'وب‌هوک‌ها' },
  { name: 'webhooks-incoming', path: '/webhooks?side=incoming', ready: '#main h2', en: 'Webhooks', fa: 'وب‌هوک‌ها' },
  { name: 'admin-users', path: '/admin/users', ready: '#main [data-row]', en: 'Users', fa: 'کاربران' },
  { name: 'admin-keys', path: '/admin/keys', ready: '#main h2', en: 'API keys', fa: 'کلیدهای API' },
  { name: 'admin-languages', path: '/admin/languages', ready: '[data-fact=day]', en: 'Languages and formats', fa: 'زبان‌ها و قالب‌ها' },
  { name: 'admin-system', path: '/admin/system', ready: '[data-fact=version]', en: 'System health', fa: 'سلامت سامانه' },
  { name: 'admin-audit', path: '/admin/audit', ready: '#main [data-row]', en: 'Audit', fa: 'ردپای کارها' },
];

const sizes = { wide, phone };
const only = process.argv[3];
const wanted = ({ name }) => only === undefined || only === name;

const languages = ['en', 'fa', 'bg', 'nb', 'ru'];

/** Every page in English and Persian, both widths, both colours; the pages with the most words in the other languages too. */
export async function looks() {
  await Promise.all(Object.keys(sizes).map(looksOf));
}

/** All pages in one width. A page stands still while its colours change, so they need no second visit. */
async function looksOf(width) {
  const { page, errors, close } = await visitor({ size: sizes[width] });
  await signIn(page);
  for (const language of languages) {
    await chooseLanguage(page, language);
    for (const one of pages.filter(wanted)) {
      if (one[language] === undefined) continue;
      const name = `${one.name}: ${language}, ${width}`;
      await chooseScheme(page, 'light');
      await check(`${name}, light`, () => look(page, one, language, `${width}-light`));
      if (language !== 'en' && language !== 'fa') continue;
      await check(`${name}, dark`, async () => {
        await switchScheme(page, 'dark');
        await settled(page);
        await shot(page, `${one.name}-${language}-${width}-dark`);
        await axe(page);
      });
    }
  }
  await check(`${width}: no error in the console`, async () => expect(errors.length === 0, errors.join('\n')));
  await close();
}

async function look(page, { name, path, ready, ...headings }, language, suffix) {
  await page.goto(address + path);
  await page.waitForSelector(ready);
  await settled(page);
  const heading = await page.locator('#main h1').textContent();
  expect(heading === headings[language], `the heading is ${heading}`);
  const { dir, lang } = await page.evaluate(() => ({ dir: document.documentElement.dir, lang: document.documentElement.lang }));
  expect(dir === (language === 'fa' ? 'rtl' : 'ltr') && lang === language, `${lang} ${dir}`);
  await shot(page, `${name}-${language}-${suffix}`);
  await noSidewaysScroll(page);
  await steady(page);
  await axe(page);
}

/** The switches of language and colours by hand, as a reader does it. */
export async function switches() {
  const { page, errors, close } = await visitor();
  await signIn(page);
  await settled(page);
  await check('the language is switched in place, with Jalali dates and Persian digits', async () => {
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitemradio', { name: 'فارسی' }).click();
    await page.getByRole('heading', { name: 'خانه', level: 1 }).waitFor();
    const text = (await page.locator('#main').textContent()) ?? '';
    expect(/[۰-۹]{1,2} (فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند) [۰-۹]{4}/.test(text), 'no Jalali date');
    await page.getByRole('button', { name: /^تا تاریخ/ }).click();
    await page.locator('.rdp-root[dir=rtl]').waitFor();
    await shot(page, 'home-calendar-fa', false);
    await page.keyboard.press('Escape');
  });
  await check('the colours are switched in place', async () => {
    await page.getByRole('button', { name: /^رنگ‌ها/ }).click();
    await page.getByRole('menuitemradio', { name: 'تیره' }).click();
    const scheme = await page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    expect(scheme === 'dark', `the colours are ${scheme}`);
    expect(errors.length === 0, errors.join('\n'));
  });
  await close();
}
