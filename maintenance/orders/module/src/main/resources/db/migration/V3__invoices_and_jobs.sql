CREATE TABLE invoice (
    order_id BIGINT PRIMARY KEY,
    seller VARCHAR(100) NOT NULL,
    customer VARCHAR(100) NOT NULL,
    articles INTEGER NOT NULL
);

-- What one replica alone does, and when its next turn is.
CREATE TABLE job_turn (
    job VARCHAR(50) PRIMARY KEY,
    next_turn TIMESTAMP WITH TIME ZONE NOT NULL
);

INSERT INTO job_turn (job, next_turn) VALUES ('order-expiry', CURRENT_TIMESTAMP);
