//! Reports on the customer base: what the order history says about the people behind it.
//!
//! Each report is a function from a [`Source`] (one consistent state of the lake) and a query to
//! figures that can be handed out as they are: [`base`] by month, [`rfm`] on a day, [`cohorts`] by
//! when the customers came, [`contract`] for those who subscribe. The engine scans and adds up, a walk through each customer's orders
//! counts, `lab` does the statistics. What each figure means stands in `docs/models/`.
//!
//! # Invariants
//!
//! - A report is a function of the snapshot, the query and nothing else: it asks no clock, and the
//!   same question gives the same answer to the last digit.
//! - `as_of` is inclusive: things as they stood at the end of that business day.
//! - Orders without a customer count for orders and revenue, not for customers.
//! - Sums of money are whole minor units; only means and rates are floating point.

mod acquisition;
mod appraisal;
mod base;
mod calendar;
mod chart;
mod cohorts;
mod contract;
mod dashboard;
mod equity;
mod error;
mod figures;
mod goal;
mod guide;
mod history;
mod kept;
mod lost;
mod matrix;
mod members;
mod money;
mod products;
mod profit;
mod purchases;
mod rfm;
mod saved_query;
mod schedule;
mod source;
mod spend;
mod value;

pub use acquisition::{
    AcquisitionMonth, AcquisitionQuery, AcquisitionReport, AcquisitionTotals, acquisition,
};
pub use base::{BaseMonth, BaseQuery, BaseReport, GoalFigure, Survival, SurvivalPoint, base};
pub use calendar::Unit;
pub use chart::{Chart, ChartKind};
pub use cohorts::{AverageRetention, Cohort, CohortCell, CohortQuery, CohortReport, cohorts};
pub use contract::{
    ContractCandidate, ContractCohort, ContractCurrent, ContractEstimate, ContractFamily,
    ContractGroup, ContractHoldout, ContractMonth, ContractParameter, ContractPlan,
    ContractProjection, ContractQuery, ContractReport, ContractRetention, ContractTerm,
    ContractsLeft, Subscriber, SubscriberFigure, contract, contract_customers, subscribers,
};
pub use dashboard::{
    CARDS_MOST, Card, CardDraft, CardKind, Dashboard, DashboardDraft, DashboardId, Dashboards,
};
pub use equity::{EquityPiece, EquityQuery, EquityReport, PieceName, equity, equity_customers};
pub use error::InsightError;
pub use figures::{
    AllFigures, CustomerFigures, ScoreMark, customer_figures, figures_fingerprint, score_marks,
};
pub use goal::{Goal, GoalMetric, Month, goals, remove_goal, set_goal};
pub use guide::{functions_guide, view_guide};
pub use kept::Kept;
pub use lost::{
    Assumption, AssumptionOrigin, CustomerValue, LostAssumptions, LostCustomersQuery,
    LostCustomersReport, LostWindow, LostYear, lost_customers,
};
pub use matrix::{
    Level, MatrixCell, MatrixCustomer, MatrixPage, MatrixPlace, MatrixQuery, MatrixReport,
    RiskMeasure, Treatment, WinBack, matrix_customers, retention_matrix,
};
pub use members::{BaseFigure, Figure, MemberCustomer, MemberList, MemberPage, members};
pub use money::{CurrencyUnit, MoneyKind, read_amount};
pub use products::{
    BuyerFigure, BuyerSegment, Pair, PairList, PairOrder, PairReport, PairSide, ProductBefore,
    ProductCompare, ProductDetail, ProductFigures, ProductList, ProductMemory, ProductMonth,
    ProductOrder, ProductPage, ProductPlace, ProductQuery, ProductTotals, ShopFigure, product,
    product_customers, product_pairs, products,
};
pub use profit::{
    ProfitBasis, ProfitCustomer, ProfitDecile, ProfitList, ProfitOrder, ProfitPage, ProfitPart,
    ProfitPeak, ProfitPoint, ProfitQuery, ProfitReport, ProfitTotals, Unprofitable,
    profit_customers, profitability,
};
pub use purchases::{Purchase, PurchaseLine, TimelineItem, TimelineKind, purchases, timeline};
pub use rfm::{
    Bounds, CutValues, Flow, GridCell, Means, Method, MethodName, Migration, Origin, RfmPlace,
    RfmQuery, RfmReport, Segment, SegmentFigures, rfm,
};
pub use saved_query::{SavedQueries, SavedQuery, SavedQueryDraft, SavedQueryId};
pub use schedule::{
    CellKind, Days, EDITIONS_KEPT, Edition, EditionId, Outcome, Rhythm, Schedule, ScheduleDraft,
    ScheduleId, Schedules, Sheet, SheetColumn, Subject,
};
pub use source::Source;
pub use spend::{Spend, SpendOrigin, remove_spend, set_spend, spends};
pub use value::{
    Candidate, Comparison, Concentration, Covariate, CovariateLevel, Equity, FitOutcome, FitQuery,
    Found, Holdout, HorizonValue, LEVEL, LeftOut, LorenzPoint, Margin, MarginSource, Model,
    ModelId, Parameter, PastForecast, PastOrders, PlainQuery, PlainValues, Range, RefitFailure,
    Score, ScoreOrder, Scored, SeasonPace, Step, Tracking, ValueGroup, ValuePlace, ValueQuery,
    ValueReport, Watch, YEARLY_DISCOUNT, find_in_force, fit_model, forget_refit_failure,
    model_by_id, models, note_refit_failure, past_forecasts, plain_values, publish_scores,
    refit_failure, register_value, score_forecasts, score_of, scored, scores, scores_stand, value,
    value_customers,
};
