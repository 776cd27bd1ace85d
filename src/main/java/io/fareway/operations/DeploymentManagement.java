package io.fareway.operations;

import io.fareway.api.DeploymentControl;
import io.fareway.model.RequestError;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** The deployments and their circuit breakers as operators see them in Hawtio's JMX tab; public because JMX calls it. */
@Component
@ManagedResource(objectName = "io.fareway:type=Deployments", description = "Deployments and their circuit breakers")
public class DeploymentManagement {

    private final DeploymentControl control;

    DeploymentManagement(DeploymentControl control) {
        this.control = control;
    }

    /** Returns the state of each breaker by the name of its deployment: closed, open, half_open or forced_open. */
    @ManagedAttribute(description = "State of each circuit breaker, by deployment")
    public Map<String, String> getBreakers() {
        Map<String, String> breakers = new TreeMap<>();
        control.all()
                .forEach(deployment -> breakers.put(
                        deployment.name(),
                        control.state(deployment).path("breaker").asText()));
        return breakers;
    }

    /** Keeps callers away from a deployment until close or reset; returns its state, or what is wrong with the name. */
    @ManagedOperation(description = "Keep callers away until close or reset")
    @ManagedOperationParameter(name = "deployment", description = "PROVIDER/MODEL")
    public String open(String deployment) {
        return operate(deployment, "open");
    }

    /** Lets callers in again; returns the deployment's state, or what is wrong with the name. */
    @ManagedOperation(description = "Let callers in again")
    @ManagedOperationParameter(name = "deployment", description = "PROVIDER/MODEL")
    public String close(String deployment) {
        return operate(deployment, "close");
    }

    /** Also forgets cool-downs, refused keys and counts; returns the deployment's state, or what is wrong with the name. */
    @ManagedOperation(description = "Let callers in and forget cool-downs, refused keys and counts")
    @ManagedOperationParameter(name = "deployment", description = "PROVIDER/MODEL")
    public String reset(String deployment) {
        return operate(deployment, "reset");
    }

    private String operate(String deployment, String action) {
        try {
            return control.operate(deployment, action).toString();
        } catch (RequestError wrongName) {
            return String.valueOf(wrongName.getMessage());
        }
    }
}
