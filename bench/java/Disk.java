package bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** How long the disk takes to make 4 KiB durable: the ledger waits for it twice in every request. */
final class Disk {

    private static final int WRITES = 200;

    private Disk() {}

    static Latencies syncs(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "sync", ".bin");
        Latencies times = new Latencies();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
                times.add(System.nanoTime() - begin);
            }
        }
        Files.delete(file);
        return Latencies.merged(List.of(times));
    }
}
