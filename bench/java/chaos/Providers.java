package bench.chaos;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Three providers on loopback. Each call is logged when it has been read whole, before anything is answered. */
final class Providers implements Closeable {

    static final int COUNT = 3;
    static final List<String> NAMES = List.of("one", "two", "three");

    private static final int BACKLOG = 1024;

    private final Chance chance;
    private final List<ServerSocket> servers = new ArrayList<>();
    private final Queue<ProviderCall> log = new ConcurrentLinkedQueue<>();
    private final AtomicInteger newest = new AtomicInteger();
    private final Map<String, Integer> callsOfRequest = new ConcurrentHashMap<>();

    /** Listens on as many ports as there are providers, from the given one on. */
    Providers(Chance chance, int firstPort) throws IOException {
        this.chance = chance;
        for (int provider = 0; provider < COUNT; provider++) {
            ServerSocket server = new ServerSocket(firstPort + provider, BACKLOG, InetAddress.getLoopbackAddress());
            servers.add(server);
            int number = provider;
            Thread.ofVirtual().start(() -> accept(server, number));
        }
    }

    /** Returns all calls so far. */
    List<ProviderCall> log() {
        return List.copyOf(log);
    }

    private void accept(ServerSocket server, int provider) {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller, provider));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("provider " + NAMES.get(provider) + " cannot accept: " + e);
                }
            }
        }
    }

    private void serve(Socket caller, int provider) {
        try (caller;
                InputStream in = new BufferedInputStream(caller.getInputStream(), 4096)) {
            caller.setTcpNoDelay(true);
            boolean goesOn = true;
            boolean leftOver = false;
            while (goesOn) {
                Wire.Head head = Wire.readHead(in);
                byte[] body = in.readNBytes(Integer.parseInt(head.field("content-length")));
                Question question = Question.in(new String(body, StandardCharsets.UTF_8));
                int call = callsOfRequest.merge(NAMES.get(provider) + question.number(), 1, Integer::sum);
                int now = newest.accumulateAndGet(question.number(), Math::max);
                Fault drawn = chance.isDown(provider, now)
                        ? Fault.OUTAGE
                        : chance.fault(provider, question.number(), call, question.isStream());
                goesOn = answer(caller, provider, question, call, leftOver ? Fault.LEFT_OVER : drawn);
                leftOver = drawn == Fault.LENGTH_TOO_SHORT;
            }
        } catch (IOException e) {
            // the caller has left, as it does when it has waited long enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(Socket caller, int provider, Question question, int call, Fault fault)
            throws IOException, InterruptedException {
        int number = question.number();
        log.add(new ProviderCall(NAMES.get(provider), number, fault));
        Reply reply = new Reply(caller, NAMES.get(provider), question, bound -> chance.place(provider, number, call, bound));
        return reply.send(fault);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }
}
