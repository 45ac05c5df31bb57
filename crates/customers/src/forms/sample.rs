//! The sample: a quiz of five questions about a kitchen, and the kitchens that it offers.

/// The key of the sample quiz.
pub const SAMPLE_KEY: &str = "kitchen-quiz";

/// The definition of the sample quiz, in five languages.
pub const SAMPLE_QUIZ: &str = include_str!("sample/kitchen-quiz.json");

/// The kitchens that it ranks, as a file of products (CSV). The makers are invented.
pub const SAMPLE_PRODUCTS: &str = include_str!("sample/kitchens.csv");
