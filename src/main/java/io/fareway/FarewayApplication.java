package io.fareway;

import io.fareway.operations.CommandLauncher;
import java.io.PrintStream;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
// HTTP paths belong to revisions of the routes: operations/PlatformHttpConfiguration
@SpringBootApplication(exclude = SpringBootPlatformHttpAutoConfiguration.class)
@ConfigurationPropertiesScan
public class FarewayApplication {

    /**
     * Starts the gateway and returns when it is up; or runs a command and ends the process with its exit code.
     *
     * @param args Spring Boot arguments, such as {@code --server.port=8090}, and maybe a command
     */
    public static void main(String[] args) {
        if (CommandLauncher.isCommand(args)) {
            System.exit(runCommand(args));
        }
        SpringApplication.run(FarewayApplication.class, args);
    }

    /** What libraries print goes to standard error: standard output is the command's. */
    private static int runCommand(String... args) {
        PrintStream out = System.out;
        System.setOut(System.err);
        return new CommandLauncher(FarewayApplication.class, out, System.err).run(args);
    }
}
