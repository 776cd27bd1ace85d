package io.fareway.batch;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that gets its name when it is whole and on disk; until then it is a hidden {@code .NAME.XXXXXXXX.part} beside it.
 * Each writer has a part of its own, so that one who was taken for dead cannot give the name to what another has half
 * written.
 */
final class DurableFile implements Closeable {

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;

    private DurableFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
    }

    /** Begins a file, making its folder where needed and throwing away what other writers of it have left. */
    static DurableFile create(Path target) throws IOException {
        Path folder = target.resolveSibling(".").normalize();
        Files.createDirectories(folder);
        deleteParts(target, folder);
        String number = String.format("%08x", ThreadLocalRandom.current().nextInt());
        Path part = folder.resolve("." + target.getFileName() + "." + number + ".part");
        return new DurableFile(
                target, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private static void deleteParts(Path target, Path folder) throws IOException {
        Pattern part = Pattern.compile(Pattern.quote("." + target.getFileName()) + "\\.[0-9a-f]{8}\\.part");
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                folder, file -> part.matcher(String.valueOf(file.getFileName())).matches())) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Adds a line. */
    void writeLine(String line) throws IOException {
        writeLine(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a line. */
    void writeLine(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    /** Gives the file its name; a file of that name is replaced. */
    void commit() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target.resolveSibling("."));
    }

    /** Makes what was moved into a folder durable, where the operating system can open folders. */
    static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
