package io.fareway.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which of several gateways on one database this is; the same again after a restart. */
@Component
public class GatewayInstance {

    private final String id;

    @Autowired
    GatewayInstance(@Value("${fareway.instance:}") String configured, DatabaseProperties database) {
        this(configured.isBlank() ? derived(database) : configured);
    }

    /** An instance of that name. */
    public GatewayInstance(String id) {
        this.id = id;
    }

    /** Unique among the gateways on one database; the same again after a restart. */
    public String id() {
        return id;
    }

    /** A database file has one gateway wherever the file is moved; on a server, host and folder tell gateways apart. */
    private static String derived(DatabaseProperties database) {
        if (database.embedded()) {
            return "local";
        }
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + Path.of("data").toAbsolutePath();
        } catch (UnknownHostException nameless) {
            throw new IllegalStateException(
                    "This host has no name; set fareway.instance to one that is unique among the gateways on "
                            + database.url(),
                    nameless);
        }
    }
}
