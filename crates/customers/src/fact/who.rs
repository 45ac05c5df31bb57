//! To whom something happened, as the sender knows them.

/// To whom something happened: all that the sender told, none of it resolved.
///
/// `Debug` tells which of them are there, and not what they are.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Who {
    /// The customer's key at the source; in files it is the column of the customer.
    pub user_id: Option<String>,
    /// The visitor: a browser, a device, a till that does not know the customer.
    pub anonymous_id: Option<String>,
    /// An e-mail address, in the form in which addresses are compared.
    pub email: Option<String>,
    /// A telephone number, in the form in which numbers are compared.
    pub phone: Option<String>,
}

impl Who {
    /// Whether nothing is known.
    pub const fn is_nobody(&self) -> bool {
        self.user_id.is_none()
            && self.anonymous_id.is_none()
            && self.email.is_none()
            && self.phone.is_none()
    }
}

impl std::fmt::Debug for Who {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Who")
            .field("user_id", &self.user_id.is_some())
            .field("anonymous_id", &self.anonymous_id.is_some())
            .field("email", &self.email.is_some())
            .field("phone", &self.phone.is_some())
            .finish()
    }
}
