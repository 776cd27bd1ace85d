package bench.hostile;

import bench.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks the gateway. */
final class Callers {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TAIL_BYTES = 4096;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    Callers(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    }

    /** Returns whether a hostile model was told to be none: by an error status, or by an error that ends the stream. */
    boolean isRefused(String model) throws IOException, InterruptedException {
        boolean streamed = model.equals("endless");
        HttpResponse<InputStream> response = http.send(request("hostile/" + model, streamed), BodyHandlers.ofInputStream());
        String end = endOf(response.body());
        return streamed ? end.contains("{\"error\"") && !end.contains("[DONE]") : response.statusCode() == 503;
    }

    /** Returns the last bytes of a body, however it ends. */
    private static String endOf(InputStream body) {
        byte[] buffer = new byte[TAIL_BYTES];
        String end = "";
        try (body) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                String read = new String(buffer, 0, count, StandardCharsets.UTF_8);
                end = (end + read).substring(Math.max(0, end.length() + read.length() - TAIL_BYTES));
            }
        } catch (IOException brokenOff) {
            return end;
        }
        return end;
    }

    /** What other callers got in some time. */
    record Others(int answered, int failed, Latencies times) {}

    /** Asks for small answers, one after the other, until the thread is interrupted. */
    Others askUntilInterrupted() {
        Latencies times = new Latencies();
        int answered = 0;
        int failed = 0;
        while (!Thread.currentThread().isInterrupted()) {
            long begin = System.nanoTime();
            try {
                HttpResponse<String> response = http.send(request("good/echo", false), BodyHandlers.ofString());
                boolean good = response.statusCode() == 200 && response.body().contains("quiet");
                answered += good ? 1 : 0;
                failed += good ? 0 : 1;
                times.add(System.nanoTime() - begin);
            } catch (IOException e) {
                failed++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new Others(answered, failed, Latencies.merged(List.of(times)));
    }

    private HttpRequest request(String model, boolean streamed) {
        String body = "{\"model\":\"" + model + "\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
