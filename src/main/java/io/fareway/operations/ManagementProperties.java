package io.fareway.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may see the dashboard, Hawtio, Actuator and {@code /admin}.
 *
 * @param user name of the operator
 * @param password the operator's password; without one, management answers on loopback only
 */
@ConfigurationProperties("fareway.management")
public record ManagementProperties(@DefaultValue("operator") String user, @DefaultValue("") String password) {

    /** Whether a password is set. */
    boolean hasPassword() {
        return !password.isBlank();
    }

    @Override
    public String toString() {
        return "ManagementProperties[user=" + user + "]";
    }
}
