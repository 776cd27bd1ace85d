package io.fareway.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Fareway keeps its books.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}
 * @param user empty for SQLite
 * @param password empty for SQLite
 * @param connections size of the pool
 * @param timeout how long to wait for a connection, and for SQLite's write lock
 */
@ConfigurationProperties("fareway.database")
record DatabaseProperties(
        @DefaultValue("jdbc:sqlite:data/fareway.db") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("8") int connections,
        @DefaultValue("5s") Duration timeout) {

    boolean embedded() {
        return url.startsWith("jdbc:sqlite:");
    }

    @Override
    public String toString() {
        return "DatabaseProperties[url=" + url + ", user=" + user + "]";
    }
}
