package io.fareway.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The folders of jobs. A job is named by its file, with the folders below the inbox in which that lay. A file goes from
 * {@code inbox} to {@code inbox/running} when it is claimed and to {@code inbox/done} when its result file is in {@code
 * outbox}; what is no job goes to {@code inbox/refused}.
 */
@Component
final class JobFolders {

    private static final Logger LOG = LoggerFactory.getLogger(JobFolders.class);
    private static final Set<String> OWN_FOLDERS = Set.of("running", "done", "refused");
    private static final int DEEPEST = 10;

    private final Path inbox;
    private final Path outbox;
    private final FreeNames names;
    private final JobWishes wishes;

    JobFolders(BatchProperties properties, JobWishes wishes, Clock clock) {
        this.inbox = properties.inbox();
        this.outbox = properties.outbox();
        this.names = new FreeNames(clock);
        this.wishes = wishes;
    }

    /** Makes the folders that are missing. */
    void create() throws IOException {
        for (Path folder : List.of(running(), done(), outbox)) {
            Files.createDirectories(folder);
        }
    }

    Path inbox() {
        return inbox;
    }

    Path outbox() {
        return outbox;
    }

    private Path running() {
        return inbox.resolve("running");
    }

    private Path done() {
        return inbox.resolve("done");
    }

    /** Where the input of a job lies while the job is not done. */
    Path input(Job job) {
        return running().resolve(job.name());
    }

    /** Where the input of a job lies under this name. */
    Path running(String name) {
        return running().resolve(name);
    }

    /** Where the input of a job lies when the job is done. */
    Path kept(Job job) {
        return done().resolve(job.name());
    }

    /** Whether the input of a done job is still there. */
    boolean isInputKept(Job job) {
        return Files.isRegularFile(kept(job), LinkOption.NOFOLLOW_LINKS);
    }

    /** A name for a new input that neither a running nor a done job has. */
    String freeInput(String name) {
        return names.like(name, candidate -> isThere(running(candidate)) || isThere(done().resolve(candidate)));
    }

    /** Where the result file of a job goes. */
    Path output(String name) {
        return outbox.resolve(name);
    }

    /**
     * Takes a file out of the inbox, so that nobody else does.
     *
     * @param name of the file, with folders below the inbox
     * @param taken names of jobs that are not done, whether their files are there or not
     * @return its name in {@code inbox/running}, where it may have got a timestamp; empty when it is gone or is no job
     */
    synchronized Optional<String> claim(String name, Predicate<String> taken) throws IOException {
        Path dropped = inbox.resolve(name);
        if (!isInside(name) || !isThere(dropped)) {
            return Optional.empty();
        }
        Optional<String> fault = faultOf(name, dropped).or(() -> faultOfWishes(dropped));
        if (fault.isPresent()) {
            refuse(dropped, name, fault.get());
            return Optional.empty();
        }
        Path side = wishesOf(dropped);
        String free = names.like(name, candidate -> isThere(running(candidate)) || taken.test(candidate));
        if (isThere(side)) { // first, so that the file is never without it
            moveInto(side, running(), free + JobWishes.SUFFIX);
        }
        moveInto(dropped, running(), free);
        return Optional.of(free);
    }

    /** Whether this file lies in the inbox and is not taken yet. */
    boolean isWaiting(String name) {
        return isInside(name) && isThere(inbox.resolve(name));
    }

    /** Whether a name leads into the inbox and neither into a folder of ours nor through a link to elsewhere. */
    private boolean isInside(String name) {
        List<String> parts = List.of(name.split("/", -1));
        boolean isPlain = parts.size() <= DEEPEST
                && parts.stream().noneMatch(part -> part.isEmpty() || part.startsWith("."))
                && (parts.size() == 1 || !OWN_FOLDERS.contains(parts.getFirst()));
        Path folder = inbox;
        for (String part : parts.subList(0, parts.size() - 1)) {
            folder = folder.resolve(part);
            isPlain = isPlain && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        }
        return isPlain;
    }

    private static Path wishesOf(Path file) {
        return file.resolveSibling(fileName(file) + JobWishes.SUFFIX);
    }

    private Optional<String> faultOfWishes(Path dropped) {
        try {
            wishes.of(dropped, JobWishes.defaultsBeside(dropped));
            return Optional.empty();
        } catch (UnreadableInputException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wanted of a claimed file. */
    JobWishes.Wanted wanted(String claimed) throws IOException {
        return wishes.of(running(claimed), JobWishes.defaultsBeside(inbox.resolve(claimed)));
    }

    /** Puts a file aside that cannot be a job, with its wishes. */
    private void refuse(Path file, String unsafeName, String fault) throws IOException {
        Path side = wishesOf(file);
        String name = printable(unsafeName);
        if (isThere(side)) {
            moveInto(side, inbox.resolve("refused"), name + JobWishes.SUFFIX);
        }
        Path refused = moveInto(file, inbox.resolve("refused"), name);
        LOG.warn("Batch file {} is not taken: it {}. It is now {}.", name, fault, refused);
    }

    /** Puts a claimed file aside that cannot be a job, or the input of a job that cannot be read. */
    synchronized void refuse(String claimed, String fault) throws IOException {
        if (isThere(running(claimed))) {
            refuse(running(claimed), claimed, fault);
        }
    }

    private static Optional<String> faultOf(String name, Path file) {
        if (!printable(name).equals(name)) {
            return Optional.of("has control characters in its name; rename it and drop it again");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("is a link or not a file; drop the file itself");
        }
        if (!Files.isReadable(file)) {
            return Optional.of("cannot be read; mend its permissions and drop it again");
        }
        return Optional.empty();
    }

    /** Puts a claimed file back into the inbox. */
    synchronized void giveBack(String claimed) throws IOException {
        Path side = wishesOf(running(claimed));
        if (isThere(side)) {
            moveInto(side, inbox, claimed + JobWishes.SUFFIX);
        }
        moveInto(running(claimed), inbox, claimed);
    }

    /** Length in bytes of a claimed file. */
    long claimedSize(String claimed) throws IOException {
        return Files.size(running().resolve(claimed));
    }

    /** Whether somebody has taken the input of a job away, while its folder is there. */
    boolean isInputGone(Job job) {
        return Files.isDirectory(running()) && !isThere(input(job));
    }

    /** Names of claimed files. */
    List<String> claimed() throws IOException {
        try (Stream<Path> files = Files.walk(running(), DEEPEST)) {
            return files.filter(file -> isClaimed(fileName(file))
                            && faultOf(nameOf(file), file).isEmpty())
                    .map(this::nameOf)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) { // another gateway may move a file that is being looked at
            throw e.getCause();
        }
    }

    private static boolean isClaimed(String fileName) {
        return !fileName.endsWith(JobWishes.SUFFIX) && !fileName.startsWith(".");
    }

    private String nameOf(Path claimed) {
        return running().relativize(claimed).toString().replace('\\', '/');
    }

    /** Moves the input of a job whose result file is in place. */
    synchronized void finish(Job job) throws IOException {
        if (Files.exists(input(job))) {
            Path side = wishesOf(input(job));
            if (isThere(side)) {
                moveInto(side, done(), job.name() + JobWishes.SUFFIX);
            }
            moveInto(input(job), done(), job.name());
        }
    }

    /** A name for the result file that no file and, by the caller's word, no other job has. */
    String freeOutput(String name, Predicate<String> taken) {
        return names.like(name, candidate -> taken.test(candidate) || isThere(output(candidate)));
    }

    private Path moveInto(Path file, Path folder, String name) throws IOException {
        Path target = folder.resolve(names.like(name, candidate -> isThere(folder.resolve(candidate))));
        Path into = target.resolveSibling(".").normalize();
        Files.createDirectories(into);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(into);
        return target;
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "_");
    }
}
