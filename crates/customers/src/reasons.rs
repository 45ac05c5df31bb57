//! Reasons why something is not taken: each with its code, the values in it, and its sentence.

/// Makes the reasons of a table: `"code" Name { value: Type } "sentence with {value}"`.
///
/// `{value:#}` is for a value that a sentence calls otherwise than a program.
macro_rules! reasons {
    ($(#[$document:meta])+ $reasons:ident $($code:literal $name:ident $({ $($value:ident: $kind:ty),+ })? $sentence:literal)+) => {
        $(#[$document])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $reasons {
            $(
                #[doc = concat!("“", $sentence, "”.")]
                $name $({ $(
                    #[doc = concat!("What stands for `", stringify!($value), "` in the sentence.")]
                    $value: $kind,
                )+ })?,
            )+
        }

        impl $reasons {
            /// The code of each reason with its sentence, in which `{name}` stands for the value of that name.
            pub const ALL: &'static [(&'static str, &'static str)] = &[$(($code, $sentence)),+];

            /// The reason's stable name.
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $code,)+
                }
            }

            /// The values in the sentence, by name.
            pub fn args(&self) -> std::collections::BTreeMap<String, String> {
                match self {
                    $(Self::$name $({ $($value),+ })? => std::collections::BTreeMap::from([
                        $($((stringify!($value).to_owned(), $value.to_string())),+)?
                    ]),)+
                }
            }
        }

        impl std::error::Error for $reasons {}

        impl std::fmt::Display for $reasons {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$name $({ $($value),+ })? => write!(formatter, $sentence),)+
                }
            }
        }
    };
}

pub(crate) use reasons;
