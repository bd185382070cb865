/** Below the data folder: logs of the application. “Delete all” takes them, too. */
export const LOGS_FOLDER = 'logs';
