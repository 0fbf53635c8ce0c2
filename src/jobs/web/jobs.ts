// What other rooms' pages may use of jobs.

export { JobLine } from './job_line.tsx';
export { RecentJobs } from './recent_jobs.tsx';
export { useJob, type WholeJob } from './use_job.ts';
