import type { Form, FormAnswer } from '../../api/types';
import { useFormat } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { apart } from '../../ui/apart';
import { CustomerLink } from '../../ui/customer-link';
import { type ListColumn, PagedTable } from '../../ui/paged-table';
import { answerPage, formsKey } from './queries';

const who = (answer: FormAnswer) => answer.email ?? answer.phone ?? answer.customer;
const words = (answer: FormAnswer) => answer.lines.map(({ label, text }) => `${label}: ${text}`);

/** What was answered, the latest first. */
export function AnswerPanel({ form }: { form: Form }) {
  const { t } = useLanguage();
  const format = useFormat();
  const columns: ListColumn<FormAnswer>[] = [
    { key: 'at', title: t('form.answer.at'), cell: (answer) => format.instant(answer.at), csv: (answer) => answer.at },
    { key: 'who', title: t('form.answer.who'), words: true, cell: person, csv: who },
    { key: 'lines', title: t('form.answer.lines'), words: true, cell: lines, csv: (answer) => words(answer).join('\n') },
    {
      key: 'offers',
      title: t('form.answer.offers'),
      words: true,
      cell: (answer) => apart(format.list(answer.offers.map(({ name }) => name))),
      csv: (answer) => answer.offers.map(({ key }) => key).join(' '),
    },
    { key: 'language', title: t('form.answer.language'), words: true, cell: (answer) => apart(answer.language), csv: (answer) => answer.language },
    { key: 'version', title: t('form.answer.version'), cell: (answer) => format.number(answer.version), csv: (answer) => answer.version },
  ];
  return (
    <PagedTable
      label={t('form.answers')}
      listKey={[...formsKey, form.key, 'answers']}
      fetchPage={(cursor, limit, signal) => answerPage(form.key, cursor, limit, signal)}
      rowKey={(answer) => answer.id}
      columns={columns}
      fileName={`answers-${form.key}.csv`}
      file={`/api/v1/forms/${form.key}/answers.csv`}
      empty={t('form.noAnswers')}
    />
  );
}

function person(answer: FormAnswer) {
  return answer.customer === null ? apart(who(answer)) : <CustomerLink customer={answer.customer} name={who(answer)} />;
}

function lines(answer: FormAnswer) {
  return answer.lines.map(({ question, label, text }) => (
    <div key={question}>
      <bdi>{label}</bdi>: <bdi>{text}</bdi>
    </div>
  ));
}
