package io.fareway.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells callers on this machine from all others, by their socket and the name they call the gateway by. */
public final class LocalCaller {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

    private LocalCaller() {}

    /**
     * Whether a request comes from this machine and is addressed to it as {@code localhost} or by a loopback address. A
     * page elsewhere can point a name of its own at us, and a proxy on this machine passes on the name its callers use;
     * {@code X-Forwarded-*} is not believed.
     */
    public static boolean sent(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && isLocalName(request.getServerName());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** No name but {@code localhost} is looked up: whoever owns a name decides what it resolves to. */
    private static boolean isLocalName(String host) throws UnknownHostException {
        return host.equalsIgnoreCase("localhost")
                || (ADDRESS.matcher(host).matches()
                        && InetAddress.getByName(host).isLoopbackAddress());
    }
}
