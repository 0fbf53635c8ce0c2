// What other rooms' pages may use of jobs.

export { RecentJobs } from './recent_jobs.tsx';
