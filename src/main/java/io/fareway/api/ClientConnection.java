package io.fareway.api;

import java.io.IOException;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection that a request came in by. */
record ClientConnection(SocketWrapperBase<?> socket) {

    /** Servlet request attribute that holds it. */
    static final String ATTRIBUTE = "io.fareway.client-connection";

    /**
     * Whether the client has closed it. Looks without waiting; bytes of a further request stay in Tomcat's own buffer.
     * Only to be called while the request is being answered: after it, Tomcat reads the connection itself.
     */
    boolean isGone() {
        try {
            return socket.isClosed() || (!socket.isReadyForRead() && socket.isClosed());
        } catch (IOException endOrReset) {
            return true;
        }
    }
}
