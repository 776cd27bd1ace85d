package io.fareway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.model.RequestError;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Answers what operators ask about deployments over HTTP. */
@Component
public class DeploymentStates {

    private final DeploymentControl control;

    DeploymentStates(DeploymentControl control) {
        this.control = control;
    }

    /** Answers {@code GET /admin/deployments}. */
    public void list(Exchange exchange) {
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        control.all().forEach(deployment -> states.add(control.state(deployment)));
        JsonPages.write(exchange, states);
    }

    /**
     * Answers {@code POST /admin/deployments/{provider}/{model}?breaker=open|close|reset}.
     *
     * @throws RequestError when there is no such deployment or action
     */
    public void operate(Exchange exchange) {
        Message message = exchange.getMessage();
        String name =
                message.getHeader("provider", "", String.class) + "/" + message.getHeader("model", "", String.class);
        JsonPages.write(exchange, control.operate(name, message.getHeader("breaker", "", String.class)));
    }
}
