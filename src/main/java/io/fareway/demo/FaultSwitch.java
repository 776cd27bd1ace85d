package io.fareway.demo;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Which fault is armed at which simulated provider; a restart switches all of them off. */
@Component("demoFaultSwitch")
class FaultSwitch {

    private final ConcurrentMap<String, ArmedFault> armed = new ConcurrentHashMap<>();

    void arm(String provider, ArmedFault fault) {
        armed.put(provider, fault);
    }

    ArmedFault at(String provider) {
        return armed.getOrDefault(provider, ArmedFault.NONE);
    }

    /** Decides what goes wrong with this request, and counts it. */
    public void take(Exchange exchange) {
        DemoExchange demo = new DemoExchange(exchange);
        ArmedFault[] taken = {ArmedFault.NONE};
        armed.computeIfPresent(demo.call().provider(), (provider, fault) -> {
            taken[0] = fault;
            return fault.next();
        });
        demo.setFault(taken[0]);
    }
}
