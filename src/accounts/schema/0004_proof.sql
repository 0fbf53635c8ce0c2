-- When who uses the session last proved who he is: by signing in, or when he was asked again.
-- Nothing for a session of before, which is asked at once.
alter table accounts_session add column proved_at ${instant};
