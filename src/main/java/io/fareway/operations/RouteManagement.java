package io.fareway.operations;

import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The routes as operators see them in Hawtio's JMX tab; public because JMX calls it. */
@ManagedResource(objectName = "io.fareway:type=Routes", description = "Revisions of routes and settings")
public final class RouteManagement {

    private final LiveRoutes routes;

    RouteManagement(LiveRoutes routes) {
        this.routes = routes;
    }

    /** Returns the number of the live revision, or 0 while none is live. */
    @ManagedAttribute(description = "Number of the live revision")
    public int getRevision() {
        return routes.revision();
    }

    /** Returns how many replaced revisions still serve what they have in flight. */
    @ManagedAttribute(description = "Replaced revisions that still have exchanges in flight")
    public int getDraining() {
        return routes.draining();
    }

    /** Returns why the latest edit was refused, or an empty text. */
    @ManagedAttribute(description = "Why the latest edit was refused; empty when it is live")
    public String getLastError() {
        return routes.lastError().orElse("");
    }

    /** Validates the files without deploying them; returns the problems, or that there are none. */
    @ManagedOperation(description = "Validate the files as they are now without making them live")
    public String check() {
        try {
            routes.check();
            return "No problem found";
        } catch (RevisionRefusedException e) {
            return e.report();
        }
    }

    /** Makes the files live now; returns the number of the new revision or the problems. */
    @ManagedOperation(description = "Make the files as they are now the live revision")
    public String deploy() {
        try {
            return "Revision " + routes.deploy() + " is live";
        } catch (RevisionRefusedException e) {
            return e.report();
        }
    }
}
