-- EclipseLink takes the number of a sequence for the last of its block.
CREATE SEQUENCE orders_id START WITH 50 INCREMENT BY 50;

CREATE TABLE orders (
    id BIGINT PRIMARY KEY,
    version INTEGER NOT NULL,
    customer VARCHAR(100) NOT NULL,
    state VARCHAR(10) NOT NULL,
    placed TIMESTAMP WITH TIME ZONE NOT NULL,
    slip BYTEA
);

CREATE INDEX orders_to_expire ON orders (state, placed);

CREATE TABLE order_line (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    article VARCHAR(50) NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
);
