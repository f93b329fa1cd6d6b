package org.backendcore.copy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Makes a backend of your own: a copy of the project that this file lies in, with other names and a history of its own. The JDK
 * runs the file as it is. What the project is called is read from pom.xml and from the package above. A copy has nothing of what only
 * the keepers of the baseline need: neither the folder that this file lies in, nor what stands between the marks of it elsewhere.
 */
final class NewBackend {
    private static final int USAGE = 64;
    private static final int SOFTWARE = 70;

    private static final String HELP = """
            Usage: java %s TARGET GROUP:ARTIFACT [PACKAGE [TITLE]]
            Makes a renamed copy of this project, compiles it, and commits it as the beginning of a new history.
              TARGET          a folder that is empty or not there yet
              GROUP:ARTIFACT  the Maven coordinates; the artifact, of two words or more with hyphens between them, is also the
                              name of the WAR and of the command line
              PACKAGE         the root package; if it is not given, the group and the words of the artifact
              TITLE           the name for people; if it is not given, the words of the artifact""";

    private final Project project;
    private final Path target;
    private final Renaming renaming;

    private NewBackend(Project project, Path target, Renaming renaming) {
        this.project = project;
        this.target = target;
        this.renaming = renaming;
    }

    public static void main(String[] arguments) throws URISyntaxException {
        Path self = Path.of(NewBackend.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        System.exit(run(self, List.of(arguments), System.out, System.err));
    }

    /** As {@code program}, this file, is run. */
    static int run(Path program, List<String> arguments, PrintStream out, PrintStream err) {
        String help = HELP.formatted(Path.of("").toAbsolutePath().relativize(program));
        if (arguments.contains("--help")) {
            out.println(help);
            return 0;
        }
        if (arguments.size() < 2 || arguments.size() > 4 || !arguments.get(1).contains(":")) {
            err.println(help);
            return USAGE;
        }
        Path target = Path.of(arguments.get(0)).toAbsolutePath().normalize();
        Names names = Names.of(arguments.subList(1, arguments.size()));
        try {
            Project project = Project.of(program);
            List<String> problems = problems(project, target, names);
            if (problems.isEmpty()) {
                new NewBackend(project, target, new Renaming(project.names(), names)).make();
                return 0;
            }
            err.println("no copy is made:");
            IntStream.range(0, problems.size())
                    .forEach(index -> err.printf("  %s. %s%n", index + 1, problems.get(index)));
            return USAGE;
        } catch (IOException | IllegalStateException failure) {
            err.println(failure.getMessage());
            return SOFTWARE;
        }
    }

    /** All that is wrong, before anything is written. */
    private static List<String> problems(Project project, Path target, Names names) throws IOException {
        List<String> problems = new ArrayList<>(names.problems());
        if (problems.isEmpty()) {
            problems.addAll(problems(project, new Renaming(project.names(), names)));
        }
        if (Files.exists(target) && !isEmptyFolder(target)) {
            problems.add("'%s' is there, and is not an empty folder".formatted(target));
        }
        if (new Command(project.root(), "git", "var", "GIT_AUTHOR_IDENT").isRefused()) {
            problems.add("git has no author for the first commit: set its user.name and user.email");
        }
        return problems;
    }

    private static List<String> problems(Project project, Renaming renaming) throws IOException {
        Map<String, Path> taken = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : project.files()) {
            String text = text(project.root().resolve(file)).map(Keepers::leave).orElse("");
            Keepers.mark(text)
                    .map(mark -> "'%s' in %s has no other end: add it".formatted(mark, file))
                    .ifPresent(problems::add);
            renaming.taken(file, text).ifPresent(word -> taken.putIfAbsent(word.toLowerCase(Locale.ROOT), file));
            renaming.left(file, text)
                    .map(word -> "'%s' in %s is not a known spelling of the name: change it".formatted(word, file))
                    .ifPresent(problems::add);
        }
        taken.forEach((word, file) -> problems.add(
                "'%s' is a word of this project, for example in %s: choose another name".formatted(word, file)));
        return problems;
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private void make() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path file : project.files()) {
            copies.add(copy(file));
        }
        System.out.printf("copied %d files to %s%n", copies.size(), target);
        // Other names are sorted and wrapped in another way, and what the files publish has other checksums.
        String[] maven = {
            "./mvnw",
            "-B",
            "-ntp",
            "-q",
            "spotless:apply",
            "test",
            "-Dtest=GeneratedFilesTest",
            "-Dgenerate",
            // The gates are for what people change.
            "-Dspotless.check.skip",
            "-Dspotbugs.skip",
            "-Dmdep.analyze.skip"
        };
        System.out.println(String.join(" ", maven));
        new Command(target, maven).run();
        begin(copies);
        System.out.printf(
                "'%s' has begun: cd %s && ./mvnw verify%n", renaming.to().title(), target);
    }

    private Path copy(Path file) throws IOException {
        Path original = project.root().resolve(file);
        Path renamed = Path.of(renaming.of(file.toString()));
        Path copy = target.resolve(renamed);
        Files.createDirectories(copy.resolveSibling(""));
        if (Files.isSymbolicLink(original)) {
            String destination = Files.readSymbolicLink(original).toString();
            Files.createSymbolicLink(copy, Path.of(renaming.of(destination)));
            return renamed;
        }
        Optional<String> text = text(original);
        if (text.isPresent()) {
            Files.writeString(copy, renaming.of(file, Keepers.leave(text.get())));
        } else {
            Files.copy(original, copy);
        }
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(original));
        return renamed;
    }

    /** Nothing, where a file is not text. */
    private static Optional<String> text(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private void begin(List<Path> copies) throws IOException {
        git("init", "-q");
        git("symbolic-ref", "HEAD", "refs/heads/main");
        Path list = Files.writeString(
                target.resolve(".git/copies"),
                copies.stream().map(copy -> copy + "\0").collect(Collectors.joining()));
        // By force: what their author's own git ignores belongs to the project all the same.
        git("--literal-pathspecs", "add", "-f", "--pathspec-file-nul", "--pathspec-from-file=" + list);
        Files.delete(list);
        git("commit", "-q", "-m", "Begin " + renaming.to().title());
    }

    private void git(String... arguments) throws IOException {
        new Command(
                        target,
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new))
                .run();
    }

    /** What is copied. */
    record Project(Path root, Names names) {

        /** The one that this program lies in. */
        static Project of(Path program) throws IOException {
            String name = NewBackend.class.getName();
            String ownPackage = NewBackend.class.getPackageName();
            int depth = Path.of(Keepers.FOLDER, "java")
                    .resolve(Path.of("", name.split("\\.", -1)))
                    .getNameCount();
            Path root = program.resolve("../".repeat(depth)).normalize();
            String pom = Files.readString(root.resolve("pom.xml"));
            return new Project(root, Names.of(pom, ownPackage.substring(0, ownPackage.lastIndexOf('.'))));
        }

        /** What is there, but for what .gitignore names and what is the keepers'; also of an unpacked archive. */
        List<Path> files() throws IOException {
            Command command = new Command(root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
            if (!Files.exists(root.resolve(".git"))) {
                String repository = root.resolve("target/no-git").toString();
                new Command(root, "git", "init", "-q", "--bare", repository).run();
                command = new Command(
                        root,
                        "git",
                        "--git-dir=" + repository,
                        "--work-tree=" + root,
                        "ls-files",
                        "-z",
                        "--others",
                        "--exclude-standard");
            }
            return Stream.of(command.output().split("\0", -1))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .map(Path::of)
                    .filter(file -> !file.startsWith(Keepers.FOLDER))
                    .filter(file -> Files.exists(root.resolve(file), LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** What only those need who keep the baseline. */
    static final class Keepers {
        static final String FOLDER = "maintenance";

        /** In XML and Markdown, or in a script; on lines of their own, or within one. */
        private static final Pattern MARKED = Pattern.compile(
                "(?ms)^ *(?:<!--|#) \\[%1$s(?: -->)?\n.*?^ *(?:<!--|#) %1$s\\](?: -->)?\n{1,2}|<!-- \\[%1$s -->.*?<!-- %1$s\\] -->"
                        .formatted(FOLDER));

        private static final Pattern MARK = Pattern.compile("(?:<!--|#) (?:\\[%1$s|%1$s\\])".formatted(FOLDER));

        private Keepers() {}

        /** Without that. */
        static String leave(String text) {
            return MARKED.matcher(text).replaceAll("");
        }

        /** A mark that is left. */
        static Optional<String> mark(String text) {
            return MARK.matcher(text).results().map(MatchResult::group).findFirst();
        }
    }

    /** What a project is called. */
    record Names(String group, String artifact, String rootPackage, String title) {
        private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

        /**
         * Two words at least, because a single one could not be told from what a project calls like it; and no longer than the name
         * of an account on Linux, which the service has from it.
         */
        private static final Pattern ARTIFACT = Pattern.compile("(?=.{3,31}$)[a-z][a-z0-9]*(-[a-z0-9]+)+");

        private static final Pattern PACKAGE =
                Pattern.compile("(?!javax?\\.|jakarta\\.)[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");

        /** As they are given to the program, behind its target. */
        static Names of(List<String> arguments) {
            String[] coordinates = arguments.get(0).split(":", 2);
            String group = coordinates[0];
            String artifact = coordinates[1];
            List<String> words = words(artifact);
            String joined = String.join("", words);
            String usual = group.endsWith("." + joined) ? group : group + "." + joined;
            return new Names(
                    group,
                    artifact,
                    arguments.size() > 1 ? arguments.get(1) : usual,
                    arguments.size() > 2 ? arguments.get(2) : capitalized(words, " "));
        }

        static Names of(String pom, String rootPackage) {
            return new Names(
                    element(pom, "groupId"),
                    element(pom, "artifactId"),
                    rootPackage,
                    element(pom, "name").replace("&lt;", "<").replace("&amp;", "&"));
        }

        /** The formatter indents what belongs to the project itself by two. */
        private static String element(String pom, String name) {
            Matcher element =
                    Pattern.compile("(?m)^  <%1$s>(.*)</%1$s>$".formatted(name)).matcher(pom);
            if (!element.find()) {
                throw new IllegalStateException("pom.xml has no line '  <%s>'".formatted(name));
            }
            return element.group(1);
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (!GROUP.matcher(group).matches()) {
                problems.add(
                        "the group '%s' must be names with dots between them, such as 'com.example'".formatted(group));
            }
            if (!ARTIFACT.matcher(artifact).matches()) {
                problems.add(
                        "the artifact '%s' must be two or more lower-case words with hyphens between them, such as 'white-rabbit', and no longer than 31 letters"
                                .formatted(artifact));
            }
            if (!PACKAGE.matcher(rootPackage).matches() || !SourceVersion.isName(rootPackage)) {
                problems.add(
                        "the package '%s' must be two or more lower-case names with dots between them, none a word of Java"
                                .formatted(rootPackage));
            }
            if (title.isBlank() || !title.equals(title.strip()) || title.chars().anyMatch(Character::isISOControl)) {
                problems.add("the title '%s' must be one line".formatted(title));
            }
            return problems;
        }

        String capitalized() {
            return capitalized(words(artifact), "");
        }

        String joined(String separator) {
            return String.join(separator, words(artifact));
        }

        private static List<String> words(String artifact) {
            return Stream.of(artifact.split("[^A-Za-z0-9]+", -1))
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
        }

        private static String capitalized(List<String> words, String separator) {
            return words.stream()
                    .filter(word -> !word.isEmpty())
                    .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining(separator));
        }
    }

    /**
     * From one name to another: each spelling of the one becomes the same spelling of the other. All of them in one pass, because
     * either name may be a part of the other.
     */
    static final class Renaming {
        /** A name begins where no word goes on; but {@code -Dname} and {@code "\nname"} are one, too. */
        private static final String BEGIN = "(?:(?<![A-Za-z0-9])|(?<=-D)|(?<=\\\\[nt]))";

        private static final String END = "(?![a-z])";

        /** Between the parts of a package: as such, as a folder, in a regular expression, and that in a string. */
        private static final String SEPARATOR = "\\\\{0,2}[./]";

        /** The first that fits wins: of short words, some are the same. */
        private static final List<Function<Names, String>> SPELLINGS = List.of(
                Names::artifact,
                names -> names.joined("_"),
                names -> names.joined(""),
                names -> names.joined("."),
                names -> names.joined(" "),
                Names::capitalized,
                names -> names.capitalized().substring(0, 1).toLowerCase(Locale.ROOT)
                        + names.capitalized().substring(1),
                names -> names.joined("_").toUpperCase(Locale.ROOT),
                names -> names.joined("-").toUpperCase(Locale.ROOT),
                names -> names.joined("").toUpperCase(Locale.ROOT));

        private final Names from;
        private final Names to;
        private final Map<String, String> spellings = new LinkedHashMap<>();
        private final Pattern any;

        Renaming(Names from, Names to) {
            this.from = from;
            this.to = to;
            SPELLINGS.forEach(spelling -> spellings.putIfAbsent(spelling.apply(from), spelling.apply(to)));
            // Of a single word, the title would be any word at the beginning of a sentence.
            if (from.title().contains(" ")) {
                spellings.putIfAbsent(from.title(), to.title());
            }
            any = Pattern.compile(Stream.concat(
                            Stream.of(packagePattern(from.rootPackage())),
                            spellings.keySet().stream()
                                    .sorted(Comparator.comparing(String::length).reversed())
                                    .map(Renaming::pattern))
                    .collect(Collectors.joining("|")));
        }

        private static String packagePattern(String name) {
            String[] parts = name.split("\\.", 2);
            return BEGIN + parts[0] + "(" + SEPARATOR + ")" + parts[1].replace(".", "\\1") + "(?![A-Za-z0-9_])";
        }

        /** A capital in the middle of a word begins a word of its own. */
        private static String pattern(String spelling) {
            boolean word =
                    spelling.chars().anyMatch(Character::isLowerCase) && Character.isUpperCase(spelling.charAt(0));
            return (word ? "" : BEGIN) + Pattern.quote(spelling) + END;
        }

        Names to() {
            return to;
        }

        String of(String text) {
            return any.matcher(text).replaceAll(found -> {
                String separator = found.group(1);
                return Matcher.quoteReplacement(
                        separator == null
                                ? spellings.getOrDefault(found.group(), found.group())
                                : to.rootPackage().replace(".", separator));
            });
        }

        /** Some files say the name where it follows from nothing else, or begin anew. */
        String of(Path file, String text) {
            return switch (file.toString()) {
                case "LICENSE" -> text;
                case "pom.xml" -> pom(of(grouped(text)));
                case "src/build/pom.xml" -> of(grouped(text));
                case "README.md" -> of(text).replaceFirst("\\A# .*", Matcher.quoteReplacement("# " + to.title()));
                case "CHANGELOG.md" -> of(text).replaceFirst("(?s)(?<=\n## \\[Unreleased\\]\n).*", "");
                default -> of(text);
            };
        }

        /** The same group for the parent, which may begin like the package. */
        private String grouped(String text) {
            String element = "<groupId>%s</groupId>";
            return text.replace(element.formatted(from.group()), element.formatted(to.group()));
        }

        private String pom(String text) {
            String pom = text;
            pom = with(pom, "groupId", to.group());
            pom = with(pom, "artifactId", to.artifact());
            pom = with(pom, "version", "0.1.0");
            return with(pom, "name", to.title().replace("&", "&amp;").replace("<", "&lt;"));
        }

        private static String with(String pom, String name, String value) {
            String element = "  <%1$s>%2$s</%1$s>";
            return pom.replaceFirst(
                    "(?m)^%s$".formatted(element.formatted(name, ".*")),
                    Matcher.quoteReplacement(element.formatted(name, value)));
        }

        /**
         * What is called like the copy without being it, so that the two could not be told apart when the copy is copied. In a
         * document that does no harm.
         */
        Optional<String> taken(Path file, String text) {
            if (file.toString().endsWith(".md") || file.toString().equals("LICENSE")) {
                return Optional.empty();
            }
            return first(
                    new Renaming(to, from).any, any.matcher(file + "\n" + text).replaceAll("|"));
        }

        /** What of the old name a copy of this file would still have. */
        Optional<String> left(Path file, String text) {
            if (file.toString().equals("LICENSE")) {
                return Optional.empty();
            }
            String copy = (of(file.toString()) + "\n" + of(file, text))
                    .replace(to.group(), "|")
                    .replace(to.title(), "|");
            return first(
                    Pattern.compile("(?i)" + from.joined("[^A-Za-z0-9]?") + END),
                    new Renaming(to, from).any.matcher(copy).replaceAll("|"));
        }

        private static Optional<String> first(Pattern pattern, String text) {
            return pattern.matcher(text).results().map(MatchResult::group).findFirst();
        }
    }

    /** A program that is run in a folder; what it says is for people, unless it is asked for. */
    private static final class Command {
        /** A bound against hangs: where there is nothing yet, Maven loads all that it needs. */
        private static final int MINUTES = 30;

        private final ProcessBuilder builder;

        Command(Path folder, String... command) {
            builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            // What a hook of git leaves speaks of another repository.
            builder.environment()
                    .keySet()
                    .removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"));
        }

        void run() throws IOException {
            int exitCode = end(builder.start());
            if (exitCode != 0) {
                throw new IllegalStateException("%s is not finished: '%s' ended with %s"
                        .formatted(builder.directory(), String.join(" ", builder.command()), exitCode));
            }
        }

        boolean isRefused() throws IOException {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            return end(builder.start()) != 0;
        }

        String output() throws IOException {
            Process process =
                    builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (end(process) != 0) {
                throw new IllegalStateException("git does not know which files are copied");
            }
            return output;
        }

        private static int end(Process process) {
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
                return process.waitFor();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("interrupted", interrupted);
            }
        }
    }
}
