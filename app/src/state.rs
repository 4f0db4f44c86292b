//! What the app knows. Changed only by [`crate::update`].

use std::collections::{BTreeMap, VecDeque};

use domain::{
    Act, ActorId, BundleError, BundleIndex, Event, IncidentId, Log, Path, PlaybookId, Refusal,
    ReplayError, ReplayFault, Site, Timestamp,
};

use crate::message::StoredRecord;

/// Everything the app knows.
#[derive(Debug)]
pub struct State {
    /// Who writes events here.
    pub actor: ActorId,
    /// The site's index.
    pub index: Loading<BundleIndex>,
    /// The incidents kept in this browser, the latest first.
    pub shelf: Loading<Vec<Shelved>>,
    /// Which incident is on the screen.
    pub shown: Option<IncidentId>,
    /// The one on the screen, and every other with something that is not stored yet: leaving it loses nothing.
    pub walks: BTreeMap<IncidentId, Walk>,
    /// Why the one on the screen cannot be shown.
    pub unreadable: Option<Unreadable>,
    /// How far a declaration is.
    pub declaring: Declaring,
    /// What was refused last, until it has been read or an act is legal.
    pub refused: Vec<Refused>,
}

/// Something that is fetched or read.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading<T> {
    /// Not here yet.
    Pending,
    /// Here.
    Ready(T),
    /// Not to be had.
    Failed(Problem),
}

/// How far a declaration is.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaring {
    /// None is under way.
    Idle,
    /// Its playbooks are being fetched.
    Fetching,
    /// They are not to be had; the form keeps what was put in.
    Failed(Problem),
}

/// Why something is not to be had.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A file of the site is missing or cannot be reached.
    Missing {
        /// Which file.
        file: String,
        /// What the server said, if it said anything.
        status: Option<u16>,
    },
    /// A file of the site is newer than this app, or malformed.
    BrokenFile {
        /// Which file.
        file: String,
        /// What is wrong with it.
        error: BundleError,
    },
    /// A stored row is newer than this app, or malformed.
    Unreadable(BundleError),
    /// The browser keeps nothing for us.
    Storage(StorageProblem),
    /// No incident of that id is kept in this browser.
    UnknownIncident,
    /// Its record cannot be read at all.
    Broken(ReplayError),
    /// The site has no such playbook.
    UnknownPlaybook(PlaybookId),
}

/// What can go wrong with the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// It may not be used: private mode, or switched off.
    Refused,
    /// A newer version of the site owns the data.
    Newer,
    /// It is full.
    Full,
    /// Another tab wrote first.
    Conflict,
    /// Anything else, in the browser's words.
    Lost(String),
}

/// An incident in the list.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its id, as it is stored.
    pub id: String,
    /// Its record, or why it cannot be read.
    pub log: Result<Log, Unreadable>,
}

/// A record that cannot be read: kept as it is, and given out as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// What is wrong.
    pub problem: Problem,
    /// As it is stored; `None` when there is nothing.
    pub raw: Option<StoredRecord>,
}

/// How the incident on the screen stands.
#[derive(Clone, Copy, Debug)]
pub enum Opened<'s> {
    /// None is.
    Nothing,
    /// It is being read.
    Reading,
    /// It cannot be shown.
    Failed(&'s Unreadable),
    /// Here it is.
    Here,
}

/// An incident that is walked.
#[derive(Debug)]
pub struct Walk {
    /// Its record.
    pub log: Log,
    /// Where the walk stands; derived from the record after each event.
    pub path: Path,
    /// What is not yet known to be stored, in order.
    pub unsaved: VecDeque<Event>,
    /// Its row (with the library) is not yet stored either.
    pub row_unsaved: bool,
    /// A write is under way.
    pub writing: bool,
    /// Another tab wrote first: nothing is written before its events have been read.
    pub overtaken: bool,
    /// When the last write completed.
    pub saved_at: Option<Timestamp>,
    /// Why the last write failed, until one succeeds.
    pub trouble: Option<StorageProblem>,
    /// The stored record was sound only up to here; the whole of it, as it is stored.
    pub damage: Option<(ReplayError, StoredRecord)>,
}

/// An act that was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which.
    pub act: Act,
    /// Why.
    pub reason: Reason,
}

/// Why an act was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It is not legal in this state.
    Illegal(Refusal),
    /// The stored record is damaged: what follows the damage cannot be built on.
    ReadOnly,
    /// It does not fit the record that it was made for.
    Unfit(ReplayFault),
    /// The incident is no longer open here.
    NotOpen,
}

impl State {
    /// Before anything has arrived.
    pub fn new(actor: ActorId) -> Self {
        Self {
            actor,
            index: Loading::Pending,
            shelf: Loading::Pending,
            shown: None,
            walks: BTreeMap::new(),
            unreadable: None,
            declaring: Declaring::Idle,
            refused: Vec::new(),
        }
    }

    /// The incident on the screen, if it is there.
    pub fn walk(&self) -> Option<&Walk> {
        self.walks.get(&self.shown?)
    }

    /// The site as the incident on the screen was declared on it, else as it is now.
    pub fn site(&self) -> Option<&Site> {
        let of_walk = self.walk().map(|walk| &walk.log.library().site);
        of_walk.or_else(|| self.index.ready().map(|index| &index.site))
    }

    /// How the incident on the screen stands.
    pub fn opened(&self) -> Opened<'_> {
        match (self.shown, self.walk(), &self.unreadable) {
            (None, ..) => Opened::Nothing,
            (Some(_), Some(_), _) => Opened::Here,
            (Some(_), None, Some(found)) => Opened::Failed(found),
            (Some(_), None, None) => Opened::Reading,
        }
    }
}

impl<T> Loading<T> {
    /// The thing, if it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(thing) => Some(thing),
            Self::Pending | Self::Failed(_) => None,
        }
    }
}

impl Walk {
    /// A walk over a record that is stored.
    pub fn new(log: Log, damage: Option<(ReplayError, StoredRecord)>) -> Self {
        let path = log.path();
        let saved_at = log.events().last().map(|event| event.at);
        Self {
            log,
            path,
            unsaved: VecDeque::new(),
            row_unsaved: false,
            writing: false,
            overtaken: false,
            saved_at,
            trouble: None,
            damage,
        }
    }

    /// Whether all that happened is stored.
    pub fn is_stored(&self) -> bool {
        self.unsaved.is_empty() && !self.writing && !self.overtaken
    }

    /// Whether nothing more can be done in it, but for notes: it is closed, or its record is damaged.
    pub fn is_settled(&self) -> bool {
        self.damage.is_some() || self.log.incident().closed_at.is_some()
    }

    /// A walk that has just been declared.
    pub fn declared(log: Log) -> Self {
        let unsaved = log.events().iter().cloned().collect();
        Self {
            unsaved,
            row_unsaved: true,
            saved_at: None,
            ..Self::new(log, None)
        }
    }
}
