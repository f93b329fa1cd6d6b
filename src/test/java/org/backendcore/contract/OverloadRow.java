package org.backendcore.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What cannot be committed; in test WARs only. */
@Entity
@Table(name = "overload")
public class OverloadRow {
    @Id
    @Column(name = "state")
    private String state = "";

    /** For Jakarta Persistence. */
    protected OverloadRow() {}

    OverloadRow(String state) {
        this.state = state;
    }

    public String getState() {
        return state;
    }
}
