-- What is left of each limit, as Bucket4j writes it. Used on PostgreSQL, where several gateways share their limits.
create table rate_bucket (
    id    text not null primary key,
    state bytea
);
