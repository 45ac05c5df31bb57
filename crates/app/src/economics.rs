//! What customers cost and leave over: lost customers, profitability, acquisition and its spend, equity, retention.

use insight::{
    AcquisitionQuery, AcquisitionReport, EquityQuery, EquityReport, Figure, LostCustomersQuery,
    LostCustomersReport, MatrixPage, MatrixPlace, MatrixQuery, MatrixReport, MemberPage, Month,
    PieceName, ProfitList, ProfitPage, ProfitQuery, ProfitReport, Spend,
};
use jiff::civil::Date;
use kernel::Limit;

use crate::answers::{ALL, ORDERS, Question};
use crate::{AppError, Workspace};

impl Workspace {
    /// What more or fewer lost customers bring over years.
    ///
    /// # Errors
    ///
    /// As [`insight::lost_customers`].
    pub async fn lost_customers(
        &self,
        query: &LostCustomersQuery,
    ) -> Result<LostCustomersReport, AppError> {
        let snapshot = self.snapshot().await?;
        let question = Question::of("lost-customers", (&snapshot, ORDERS), query)?;
        let make = async { Ok(insight::lost_customers(&self.source(&snapshot), query).await?) };
        self.answers.of(question, make).await
    }

    /// What customers bring after costs.
    ///
    /// # Errors
    ///
    /// As [`insight::profitability`].
    pub async fn profitability(&self, query: &ProfitQuery) -> Result<ProfitReport, AppError> {
        let snapshot = self.snapshot().await?;
        let question = Question::of("profitability", (&snapshot, ALL), query)?;
        let make = async { Ok(insight::profitability(&self.source(&snapshot), query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers by what they leave over, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::profit_customers`].
    pub async fn profit_customers(
        &self,
        query: &ProfitQuery,
        list: ProfitList,
        place: (Option<&str>, Limit),
    ) -> Result<ProfitPage, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let question = Question::of(
            "profitability of customers",
            (&snapshot, ALL),
            &(query, list, place),
        )?;
        let make = async { Ok(insight::profit_customers(&source, query, list, place).await?) };
        self.answers.of(question, make).await
    }

    /// What winning customers cost, and when it has paid back.
    ///
    /// # Errors
    ///
    /// As [`insight::acquisition`], or when the store does not answer.
    pub async fn acquisition(
        &self,
        query: &AcquisitionQuery,
    ) -> Result<AcquisitionReport, AppError> {
        let spends = self.spends().await?;
        let model = insight::find_in_force(&self.store).await?;
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let asked = (query, &spends, model.as_ref().map(|model| model.id));
        let question = Question::of("acquisition", (&snapshot, ALL), &asked)?;
        let make =
            async { Ok(insight::acquisition(&source, &spends, model.as_ref(), query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers who came in a month, or in all months with a spend, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::members`], or when the store does not answer.
    pub async fn acquired(
        &self,
        month: Option<Month>,
        as_of: Option<Date>,
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let months = if let Some(month) = month {
            vec![month]
        } else {
            let spends = self.spends().await?;
            spends.into_iter().map(|spend| spend.month).collect()
        };
        self.members(Figure::Acquired { months }, as_of, page).await
    }

    /// What moved customer equity between two days.
    ///
    /// # Errors
    ///
    /// As [`insight::equity`].
    pub async fn equity(&self, query: &EquityQuery) -> Result<EquityReport, AppError> {
        let model = self.model_number().await?;
        let snapshot = self.snapshot().await?;
        let question = Question::of("equity", (&snapshot, ALL), &(query, model))?;
        let make =
            async { Ok(insight::equity(&self.source(&snapshot), &self.store, query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers behind a piece of what moved customer equity, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::equity_customers`].
    pub async fn equity_customers(
        &self,
        query: &EquityQuery,
        piece: PieceName,
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let model = self.model_number().await?;
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let asked = (query, piece, model);
        let question = Question::of("customers of equity", (&snapshot, ALL), &asked)?;
        let make =
            async { Ok(insight::equity_customers(&source, &self.store, query, piece).await?) };
        let list = self.lists.of(question, make).await?;
        Ok(list.page(&source, page).await?)
    }

    /// Customers by value and risk of loss.
    ///
    /// # Errors
    ///
    /// As [`insight::retention_matrix`].
    pub async fn retention_matrix(&self, query: &MatrixQuery) -> Result<MatrixReport, AppError> {
        let model = self.model_number().await?;
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let question = Question::of("retention-matrix", (&snapshot, ALL), &(query, model))?;
        let make = async { Ok(insight::retention_matrix(&source, &self.store, query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers of a cell of the retention matrix, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::matrix_customers`].
    pub async fn matrix_customers(
        &self,
        query: &MatrixQuery,
        cell: MatrixPlace,
        page: (Option<&str>, Limit),
    ) -> Result<MatrixPage, AppError> {
        let model = self.model_number().await?;
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let asked = (query, cell, page, model);
        let question = Question::of("customers of a cell", (&snapshot, ALL), &asked)?;
        let make =
            async { Ok(insight::matrix_customers(&source, &self.store, query, cell, page).await?) };
        self.answers.of(question, make).await
    }

    /// What was spent to win customers, by month: as it was set, else what the month's days cost.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn spends(&self) -> Result<Vec<Spend>, AppError> {
        let set = insight::spends(&self.store).await?;
        let days = self.marketing_spend().months().await?;
        Ok(Spend::with_days(set, &days)?)
    }

    /// Sets what was spent in a month, in place of an earlier amount.
    ///
    /// # Errors
    ///
    /// When month or amount make no sense, or the store does not answer.
    pub async fn set_spend(&self, month: &str, amount_minor: i64) -> Result<Spend, AppError> {
        let spend = Spend::new(month.parse()?, amount_minor)?;
        insight::set_spend(&self.store, &spend).await?;
        Ok(spend)
    }

    /// Removes the spend of a month; one that is not there is no error.
    ///
    /// # Errors
    ///
    /// When the month makes no sense, or the store does not answer.
    pub async fn remove_spend(&self, month: &str) -> Result<(), AppError> {
        let month: Month = month.parse()?;
        insight::remove_spend(&self.store, &month).await?;
        Ok(())
    }

    /// Reads an amount as people write it, as minor units of the workspace's currency.
    ///
    /// # Errors
    ///
    /// As [`insight::read_amount`].
    pub fn amount(&self, text: &str) -> Result<i64, AppError> {
        Ok(insight::read_amount(text, self.settings.currency)?)
    }
}
