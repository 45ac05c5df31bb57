//! The reports, over the lake as it is now.

use insight::{
    BaseQuery, BaseReport, CohortQuery, CohortReport, ContractQuery, ContractReport, Figure,
    MemberPage, Month, PairList, PairReport, ProductDetail, ProductList, ProductMemory,
    ProductPage, ProductPlace, ProductQuery, RfmQuery, RfmReport, Source, Subscriber,
    SubscriberFigure, ValuePlace, ValueQuery, ValueReport,
};
use jiff::civil::Date;
use kernel::{Limit, Page};
use warehouse::Snapshot;

use crate::answers::{ALL, ORDERS, Question};
use crate::{AppError, Workspace};

impl Workspace {
    /// The customer base by month, with the goals that were set.
    ///
    /// # Errors
    ///
    /// As [`insight::base`].
    pub async fn base(&self, query: &BaseQuery) -> Result<BaseReport, AppError> {
        let snapshot = self.snapshot().await?;
        let question = Question::of("base", (&snapshot, ORDERS), query)?;
        let make = async { Ok(insight::base(&self.source(&snapshot), query).await?) };
        let mut report = self.answers.of(question, make).await?;
        report.set_goals(&insight::goals(&self.store).await?);
        Ok(report)
    }

    /// Customers by recency, frequency and money.
    ///
    /// # Errors
    ///
    /// As [`insight::rfm`].
    pub async fn rfm(&self, query: &RfmQuery) -> Result<RfmReport, AppError> {
        let snapshot = self.snapshot().await?;
        let question = Question::of("rfm", (&snapshot, ORDERS), query)?;
        let make = async { Ok(insight::rfm(&self.source(&snapshot), query).await?) };
        self.answers.of(question, make).await
    }

    /// Customers by the period of their first order.
    ///
    /// # Errors
    ///
    /// As [`insight::cohorts`].
    pub async fn cohorts(&self, query: &CohortQuery) -> Result<CohortReport, AppError> {
        let snapshot = self.snapshot().await?;
        let question = Question::of("cohorts", (&snapshot, ORDERS), query)?;
        let make = async { Ok(insight::cohorts(&self.source(&snapshot), query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers behind a figure of a report, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::members`].
    pub async fn members(
        &self,
        figure: Figure,
        as_of: Option<Date>,
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let asked = (&figure, as_of);
        let question = Question::of("customers of a figure", (&snapshot, ORDERS), &asked)?;
        let make = async { Ok(insight::members(&source, figure, as_of).await?) };
        let list = self.lists.of(question, make).await?;
        Ok(list.page(&source, page).await?)
    }

    /// The products of a time, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::products()`].
    pub async fn products(
        &self,
        query: &ProductQuery,
        list: &ProductList<'_>,
    ) -> Result<ProductPage, AppError> {
        let snapshot = self.snapshot().await?;
        let (source, memory) = (self.source(&snapshot), self.products_of(&snapshot)?);
        Ok(insight::products(&source, &memory, query, list).await?)
    }

    /// Products that are bought together.
    ///
    /// # Errors
    ///
    /// As [`insight::product_pairs`].
    pub async fn product_pairs(
        &self,
        query: &ProductQuery,
        list: &PairList<'_>,
    ) -> Result<PairReport, AppError> {
        let snapshot = self.snapshot().await?;
        let (source, memory) = (self.source(&snapshot), self.products_of(&snapshot)?);
        let question = Question::of("pairs", (&snapshot, ALL), &(query, list))?;
        let make = async { Ok(insight::product_pairs(&source, &memory, query, list).await?) };
        self.answers.of(question, make).await
    }

    /// The course of a product and who buys it.
    ///
    /// # Errors
    ///
    /// As [`insight::product`].
    pub async fn product(
        &self,
        query: &ProductQuery,
        product: &str,
    ) -> Result<ProductDetail, AppError> {
        let snapshot = self.snapshot().await?;
        let (source, memory) = (self.source(&snapshot), self.products_of(&snapshot)?);
        let question = Question::of("product", (&snapshot, ALL), &(query, product))?;
        let make = async { Ok(insight::product(&source, &memory, query, product).await?) };
        self.answers.of(question, make).await
    }

    /// The customers behind a figure of a product, or of all of them, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::product_customers`].
    pub async fn product_customers(
        &self,
        query: &ProductQuery,
        place: &ProductPlace,
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let snapshot = self.snapshot().await?;
        let (source, memory) = (self.source(&snapshot), self.products_of(&snapshot)?);
        let asked = (query, place);
        let question = Question::of("customers of a product", (&snapshot, ALL), &asked)?;
        let make = async { Ok(insight::product_customers(&source, &memory, query, place).await?) };
        let list = self.lists.of(question, make).await?;
        Ok(list.page(&source, page).await?)
    }

    /// What the customers are worth, by the model in force.
    ///
    /// # Errors
    ///
    /// As [`insight::value`].
    pub async fn value(&self, query: &ValueQuery) -> Result<ValueReport, AppError> {
        let model = self.model_number().await?;
        let forecasts = self.past_forecasts().await?;
        let snapshot = self.snapshot().await?;
        let question = Question::of("value", (&snapshot, ALL), &(query, model, forecasts))?;
        let make = async { Ok(insight::value(&self.source(&snapshot), &self.store, query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers of a group of the report of value, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::value_customers`].
    pub async fn value_customers(
        &self,
        place: &ValuePlace,
        as_of: Option<Date>,
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let model = self.model_number().await?;
        let snapshot = self.snapshot().await?;
        let source = self.source(&snapshot);
        let asked = (place, as_of, model);
        let question = Question::of("customers by value", (&snapshot, ALL), &asked)?;
        let make =
            async { Ok(insight::value_customers(&source, &self.store, place, as_of).await?) };
        let list = self.lists.of(question, make).await?;
        Ok(list.page(&source, page).await?)
    }

    /// Subscriptions: who came and went, who renews, what the renewals to come are worth.
    ///
    /// # Errors
    ///
    /// As [`insight::contract`].
    pub async fn contract(&self, query: &ContractQuery) -> Result<ContractReport, AppError> {
        let snapshot = self.snapshot().await?;
        let query = self.until_today(query);
        let question = Question::of("subscriptions", (&snapshot, ALL), &query)?;
        let make = async { Ok(insight::contract(&self.source(&snapshot), &query).await?) };
        self.answers.of(question, make).await
    }

    /// The customers behind a figure of a month of subscriptions, in pages.
    ///
    /// # Errors
    ///
    /// As [`insight::contract_customers`].
    pub async fn contract_customers(
        &self,
        query: &ContractQuery,
        figure: (SubscriberFigure, &Month),
        page: (Option<&str>, Limit),
    ) -> Result<MemberPage, AppError> {
        let snapshot = self.snapshot().await?;
        let query = self.until_today(query);
        let source = self.source(&snapshot);
        let asked = (&query, figure);
        let question = Question::of("customers of subscriptions", (&snapshot, ALL), &asked)?;
        let make = async { Ok(insight::contract_customers(&source, &query, figure).await?) };
        let list = self.lists.of(question, make).await?;
        Ok(list.page(&source, page).await?)
    }

    /// The running subscriptions in pages, those whose renewals to come are worth most first.
    ///
    /// # Errors
    ///
    /// As [`insight::subscribers`].
    pub async fn subscribers(
        &self,
        query: &ContractQuery,
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<Page<Subscriber>, AppError> {
        let snapshot = self.snapshot().await?;
        let query = self.until_today(query);
        let source = self.source(&snapshot);
        let question = Question::of("subscribers", (&snapshot, ALL), &(query, cursor, limit))?;
        let make = async { Ok(insight::subscribers(&source, &query, cursor, limit).await?) };
        self.answers.of(question, make).await
    }

    /// What was counted of the products of a snapshot's tables.
    fn products_of(&self, snapshot: &Snapshot) -> Result<ProductMemory, AppError> {
        Ok(self.products.over(&snapshot.state_of(ALL)?))
    }

    /// Ends that lie ahead do not move the day that a report looks at.
    fn until_today(&self, query: &ContractQuery) -> ContractQuery {
        let now = self.clock.now().to_zoned(self.settings.time_zone.clone());
        ContractQuery {
            until: query.until.or(Some(now.date())),
            ..*query
        }
    }

    pub(crate) fn source<'a>(&'a self, snapshot: &'a Snapshot) -> Source<'a> {
        Source::of(
            snapshot,
            self.settings.currency,
            self.settings.time_zone_name(),
        )
    }
}
