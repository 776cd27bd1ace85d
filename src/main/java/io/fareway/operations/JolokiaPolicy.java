package io.fareway.operations;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.AllowAllRestrictor;
import org.jolokia.server.core.util.HttpMethod;

/**
 * What may be seen and done over Jolokia, even with a login: JMX also leads to heap dumps, data sources and system
 * properties, which hold keys and passwords, and to Camel operations that send anything anywhere.
 */
final class JolokiaPolicy extends AllowAllRestrictor {

    private static final Set<String> DOMAINS = Set.of(
            "io.fareway",
            "org.apache.camel",
            "java.lang",
            "java.nio",
            "jdk.management",
            "hawtio",
            "jolokia",
            "org.springframework.boot",
            "quartz",
            "JMImplementation");

    /** Attributes of {@code java.lang:type=Runtime} that hold what the process was started with. */
    private static final Set<String> SECRET_ATTRIBUTES = Set.of("SystemProperties", "InputArguments");

    /** Operations of Camel's context that take an endpoint's address from the caller, or a whole route. */
    private static final Set<String> ROUTE_AROUND_OPERATIONS = Set.of(
            "sendBody",
            "sendStringBody",
            "sendBodyAndHeaders",
            "requestBody",
            "requestStringBody",
            "requestBodyAndHeaders",
            "createEndpoint",
            "removeEndpoints",
            "canSendToEndpoint",
            "updateRouteFromXml",
            "setGlobalOption",
            "setProperty");

    /** Only POST: browsers say which site a POST comes from, while a GET can hide in the address of an image. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain());
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return !isObjectNameHidden(name) && !ROUTE_AROUND_OPERATIONS.contains(operation.replaceFirst("\\(.*", ""));
    }
}
