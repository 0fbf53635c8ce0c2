// What other rooms' pages may use of actions.

/// The page where something is planned for the person with that handle.
export const newActionPath = (handle: string) => `/actions/new/${encodeURIComponent(handle)}`;
