package org.backendcore.copy;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * Makes a backend of your own: a copy of the project that this file is in, with other names and a history of its own; and merges what is
 * new in the project into a copy that was made before. The JDK runs the file as it is. The project's names are read from pom.xml and
 * from the package above. A copy has nothing that only the maintainers of the baseline need: neither the folder that this file is in,
 * nor what other files have between the marks of that folder.
 */
final class NewBackend {
    private static final int CONFLICTS = 1;
    private static final int USAGE = 64;
    private static final int SOFTWARE = 70;

    private static final String HELP = """
            Usage: java %1$s TARGET GROUP:ARTIFACT [PACKAGE [TITLE]]
                   java %1$s --update [--dry-run] COPY

            Makes a renamed copy of this project, compiles it, and commits it as the beginning of a new history.
              TARGET          a folder that is empty or does not exist yet
              GROUP:ARTIFACT  the Maven coordinates; the artifact, of two words or more with hyphens between them, is also the
                              name of the WAR and of the command line
              PACKAGE         the root package; by default the group and the words of the artifact
              TITLE           the name for people; by default the words of the artifact

            --update merges everything that this project has committed since COPY was made, or last updated, into COPY's branch, as
            one commit. Where both have changed the same lines, COPY has git's conflict markers, and nothing is committed.
              --dry-run       only list what would change and what would conflict
              COPY            a folder with a .baseline file

            Exit codes: 0 done, 1 conflicts, 64 rejected before anything was changed, 70 failed.""";

    /** The gates are for what people change. */
    private static final List<String> WITHOUT_GATES =
            List.of("-Dspotless.check.skip", "-Dspotbugs.skip", "-Dmdep.analyze.skip");

    private static final List<String> GENERATE = List.of("test", "-Dtest=GeneratedFilesTest", "-Dgenerate");

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
        try {
            Project project = Project.of(program);
            if (arguments.contains("--update")) {
                List<String> rest = new ArrayList<>(arguments);
                rest.remove("--update");
                boolean dryRun = rest.remove("--dry-run");
                if (rest.size() == 1 && !rest.get(0).startsWith("-")) {
                    Path copy = Path.of(rest.get(0)).toAbsolutePath().normalize();
                    return new Update(project, copy, dryRun, out, err).run();
                }
            } else if (arguments.size() >= 2
                    && arguments.size() <= 4
                    && arguments.get(1).contains(":")) {
                Path target = Path.of(arguments.get(0)).toAbsolutePath().normalize();
                Names names = Names.of(arguments.subList(1, arguments.size()));
                List<String> problems = problems(project, target, names);
                if (problems.isEmpty()) {
                    new NewBackend(project, target, new Renaming(project.names(), names)).make(out);
                    return 0;
                }
                return reject("no copy is made:", problems, err);
            }
            err.println(help);
            return USAGE;
        } catch (InvalidPathException name) {
            err.printf("%s: Java cannot open this name in this locale; set LC_ALL=C.UTF-8%n", name.getMessage());
            return SOFTWARE;
        } catch (IllegalStateException failure) {
            err.println(failure.getMessage());
            return SOFTWARE;
        } catch (IOException | UncheckedIOException failure) {
            err.println(failure);
            return SOFTWARE;
        }
    }

    private static int reject(String title, List<String> problems, PrintStream err) {
        err.println(title);
        IntStream.range(0, problems.size()).forEach(index -> err.printf("  %s. %s%n", index + 1, problems.get(index)));
        return USAGE;
    }

    /** Everything that is invalid, before anything is written. */
    private static List<String> problems(Project project, Path target, Names names) throws IOException {
        List<String> problems = new ArrayList<>(names.problems());
        if (problems.isEmpty()) {
            problems.addAll(problems(project, new Renaming(project.names(), names), "choose another name"));
        }
        if (Files.exists(target) && !isEmptyFolder(target)) {
            problems.add("'%s' exists and is not an empty folder".formatted(target));
        }
        // Of the new repository, not of this one.
        author(target.getRoot()).ifPresent(problems::add);
        return problems;
    }

    private static Optional<String> author(Path folder) throws IOException {
        Git git = new Git(folder);
        return git.succeeds("var", "GIT_AUTHOR_IDENT") && git.succeeds("var", "GIT_COMMITTER_IDENT")
                ? Optional.empty()
                : Optional.of("git has no author for a commit: set its user.name and user.email");
    }

    private static List<String> problems(Project project, Renaming renaming, String advice) throws IOException {
        Map<String, Path> taken = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : project.files()) {
            String text =
                    text(project.root().resolve(file)).map(Maintainers::leave).orElse("");
            Maintainers.mark(text)
                    .map(mark -> "'%s' in %s has no other end: add it".formatted(mark, file))
                    .ifPresent(problems::add);
            renaming.taken(file, text).ifPresent(word -> taken.putIfAbsent(word.toLowerCase(Locale.ROOT), file));
            renaming.left(file, text)
                    .map(word -> "'%s' in %s is not a known spelling of the name: change it".formatted(word, file))
                    .ifPresent(problems::add);
        }
        taken.forEach((word, file) ->
                problems.add("'%s' is a word of this project, for example in %s: %s".formatted(word, file, advice)));
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

    private void make(PrintStream out) throws IOException {
        List<Path> copies = copy();
        out.printf("copied %s files to %s%n", copies.size(), target);
        Optional<String> commit = project.commit();
        if (commit.isPresent()) {
            Baseline baseline = new Baseline(renaming.to(), project.version(), commit.get());
            Files.writeString(target.resolve(Baseline.FILE), baseline.text());
            copies.add(Path.of(Baseline.FILE));
            if (!new Git(project.root())
                    .output("status", "--porcelain", "--untracked-files=normal")
                    .isEmpty()) {
                out.printf(
                        "this checkout has uncommitted changes: they are in the copy, but %s names commit %s, to which updates compare%n",
                        Baseline.FILE, commit.get());
            }
        } else {
            out.printf(
                    "this is not a git checkout: the copy has no %s, which --update needs and describes%n",
                    Baseline.FILE);
        }
        // Other names are sorted and wrapped in another way, and what the files publish has other checksums.
        maven(target, out, Stream.concat(Stream.of("spotless:apply"), GENERATE.stream()));
        begin(copies);
        out.printf("'%s' has begun: cd %s && ./mvnw verify%n", renaming.to().title(), target);
    }

    private static void maven(Path folder, PrintStream out, Stream<String> goals) throws IOException {
        List<String> words = Stream.of(Stream.of("./mvnw", "-B", "-ntp", "-q"), goals, WITHOUT_GATES.stream())
                .flatMap(word -> word)
                .toList();
        out.println(String.join(" ", words));
        new Command(folder, words).run();
    }

    /** The files of the copy, renamed but not formatted. */
    private List<Path> copy() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path file : project.files()) {
            copies.add(copy(file));
        }
        return copies;
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
            Files.writeString(copy, renaming.of(file, Maintainers.leave(text.get())));
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
        Git git = new Git(target);
        git.run("init", "-q");
        git.run("symbolic-ref", "HEAD", "refs/heads/main");
        git.add(copies);
        git.run("commit", "-q", "-m", "Begin " + renaming.to().title());
    }

    /** What is copied. */
    record Project(Path root, Names names) {

        /** The one that this program is in. */
        static Project of(Path program) throws IOException {
            String name = NewBackend.class.getName();
            int depth = Path.of(Maintainers.FOLDER, "java")
                    .resolve(Path.of("", name.split("\\.", -1)))
                    .getNameCount();
            return in(program.resolve("../".repeat(depth)).normalize());
        }

        /** The same at another time. */
        static Project in(Path root) throws IOException {
            String ownPackage = NewBackend.class.getPackageName();
            String pom = Files.readString(root.resolve("pom.xml"));
            return new Project(root, Names.of(pom, ownPackage.substring(0, ownPackage.lastIndexOf('.'))));
        }

        String version() throws IOException {
            return Names.element(Files.readString(root.resolve("pom.xml")), "version");
        }

        /** Nothing, where this is no git checkout of its own. */
        Optional<String> commit() throws IOException {
            return Files.exists(root.resolve(".git"))
                    ? Optional.of(new Git(root)
                            .output("rev-parse", "--verify", "HEAD^{commit}")
                            .strip())
                    : Optional.empty();
        }

        /** All files, except those that .gitignore names and those of the maintainers; also of an unpacked archive. */
        List<Path> files() throws IOException {
            Git git = new Git(root);
            String ignored = "--exclude-standard";
            if (!Files.exists(root.resolve(".git"))) {
                // The patterns of the user's own git do not count.
                ignored = "--exclude-per-directory=.gitignore";
                String repository = root.resolve("target/no-git").toString();
                git.run("init", "-q", "--bare", repository);
                git = git.with("GIT_DIR", repository).with("GIT_WORK_TREE", root.toString());
            }
            return git.paths("ls-files", "-z", "--cached", "--others", ignored).stream()
                    .distinct()
                    .filter(file -> !file.startsWith(Maintainers.FOLDER))
                    .filter(file -> Files.exists(root.resolve(file), LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** What only those need who keep the baseline. */
    static final class Maintainers {
        static final String FOLDER = "maintenance";

        /** In XML and Markdown, or in a script; on lines of their own, or within one. */
        private static final Pattern MARKED = Pattern.compile(
                "(?ms)^ *(?:<!--|#) \\[%1$s(?: -->)?\n.*?^ *(?:<!--|#) %1$s\\](?: -->)?\n{1,2}|<!-- \\[%1$s -->.*?<!-- %1$s\\] -->"
                        .formatted(FOLDER));

        private static final Pattern MARK = Pattern.compile("(?:<!--|#) (?:\\[%1$s|%1$s\\])".formatted(FOLDER));

        private Maintainers() {}

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
        static String element(String pom, String name) {
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
                        "the artifact '%s' must be two or more lower-case words with hyphens between them, such as 'white-rabbit', of at most 31 characters"
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
            if (title.contains("\uFFFD")) {
                problems.add("the title '%s' has a character that Java cannot read in this locale: set LC_ALL=C.UTF-8"
                        .formatted(title));
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

    /**
     * What a copy was made of, or last updated to: its file {@code .baseline}.
     *
     * @param names of the copy
     * @param version of the baseline
     * @param commit of the baseline
     */
    record Baseline(Names names, String version, String commit) {
        static final String FILE = ".baseline";

        private static final String FORM = """
                # The baseline that this project was made from, and the names that it got. The baseline's README describes how a newer
                # one is taken over; do not edit this file, except to write it for a project that has none.
                group=%s
                artifact=%s
                package=%s
                title=%s
                version=%s
                commit=%s
                """;

        private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

        String text() {
            return FORM.formatted(names.group(), names.artifact(), names.rootPackage(), names.title(), version, commit);
        }

        static Baseline of(String text) {
            Map<String, String> values = text.lines()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (one, other) -> other));
            Function<String, String> value = key -> values.getOrDefault(key, "");
            return new Baseline(
                    new Names(
                            value.apply("group"),
                            value.apply("artifact"),
                            value.apply("package"),
                            value.apply("title")),
                    value.apply("version"),
                    value.apply("commit"));
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>(names.problems());
            if (!COMMIT.matcher(commit).matches()) {
                problems.add("the commit '%s' must be a whole hash".formatted(commit));
            }
            return problems.stream()
                    .map(problem -> "%s: %s".formatted(FILE, problem))
                    .toList();
        }
    }

    /**
     * Merges a newer baseline into a copy. Git knows three trees: the copy as it is, and what this program makes of the old and of the
     * new baseline under the names of the copy.
     */
    private static final class Update {
        private static final Pattern MIGRATION =
                Pattern.compile("(src/main/resources/db/migration(?:-[a-z0-9]+)?/V)(\\d{1,18})((?:[._]\\d+)*__.*)");

        private final Project project;
        private final Path copy;
        private final boolean dryRun;
        private final PrintStream out;
        private final PrintStream err;
        private final Git baseline;
        private final Path work;

        Update(Project project, Path copy, boolean dryRun, PrintStream out, PrintStream err) {
            this.project = project;
            this.copy = copy;
            this.dryRun = dryRun;
            this.out = out;
            this.err = err;
            baseline = new Git(project.root());
            work = project.root()
                    .resolve(
                            "target/update-%s".formatted(ProcessHandle.current().pid()));
        }

        int run() throws IOException {
            List<String> problems = new ArrayList<>();
            copyProblem().ifPresent(problems::add);
            Optional<String> commit = project.commit();
            if (commit.isEmpty()) {
                problems.add("'%s' is not a git checkout".formatted(project.root()));
            }
            if (!problems.isEmpty()) {
                return reject(problems);
            }
            Baseline old = Baseline.of(Files.readString(copy.resolve(Baseline.FILE)));
            problems.addAll(old.problems());
            author(copy).ifPresent(problems::add);
            if (problems.isEmpty()) {
                historyProblem(old, commit.get()).ifPresent(problems::add);
            }
            if (!problems.isEmpty()) {
                return reject(problems);
            }
            if (old.commit().equals(commit.get())) {
                out.printf("%s is up to date with commit %s%n", copy, commit.get());
                return 0;
            }
            if (!baseline.output("status", "--porcelain", "--untracked-files=normal")
                    .isEmpty()) {
                out.println("this checkout has uncommitted changes, which the copy does not get");
            }
            try {
                return take(old, commit.get());
            } finally {
                delete(work);
            }
        }

        private int reject(List<String> problems) {
            return NewBackend.reject("nothing is changed:", problems, err);
        }

        private Optional<String> copyProblem() throws IOException {
            Git git = new Git(copy);
            if (!Files.isDirectory(copy)
                    || !git.succeeds("rev-parse", "--verify", "HEAD^{commit}")
                    || !git.output("rev-parse", "--show-prefix").isBlank()) {
                return Optional.of("git finds no checkout with a commit whose top folder is '%s'".formatted(copy));
            }
            for (String begun :
                    List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")) {
                if (Files.exists(copy.resolve(
                        git.output("rev-parse", "--git-path", begun).strip()))) {
                    return Optional.of("'%s' is in the middle of a merge or rebase: finish it first".formatted(copy));
                }
            }
            if (!git.output("status", "--porcelain", "--untracked-files=normal").isEmpty()) {
                return Optional.of("'%s' has uncommitted changes: commit or stash them".formatted(copy));
            }
            if (!Files.isRegularFile(copy.resolve(Baseline.FILE))) {
                return Optional.of("'%s' has no file %s: write and commit it%n%s"
                        .formatted(
                                copy,
                                Baseline.FILE,
                                Baseline.FORM
                                        .formatted(
                                                "com.example",
                                                "acme-shop",
                                                "com.example.acmeshop",
                                                "Acme Shop",
                                                project.version(),
                                                "the whole hash of the commit of this project that it was made from")
                                        .indent(7)
                                        .stripTrailing()));
            }
            return Optional.empty();
        }

        private Optional<String> historyProblem(Baseline old, String commit) throws IOException {
            if (!baseline.succeeds("cat-file", "-e", old.commit() + "^{commit}")) {
                return Optional.of(
                        "this checkout does not have commit %s, which %s names: fetch it, for example by 'git fetch --unshallow'"
                                .formatted(old.commit(), Baseline.FILE));
            }
            if (baseline.succeeds("merge-base", "--is-ancestor", old.commit(), commit)) {
                return Optional.empty();
            }
            return Optional.of(
                    baseline.succeeds("merge-base", "--is-ancestor", commit, old.commit())
                            ? "this checkout, at commit %s, is older than commit %s, which %s names: check out a newer one"
                                    .formatted(commit, old.commit(), Baseline.FILE)
                            : "this checkout, at commit %s, does not contain commit %s, which %s names: check out a branch that does"
                                    .formatted(commit, old.commit(), Baseline.FILE));
        }

        private int take(Baseline old, String commit) throws IOException {
            Project then = checkout(old.commit(), work.resolve("old"));
            Project now = checkout(commit, work.resolve("new"));
            Renaming renaming = new Renaming(now.names(), old.names());
            List<String> problems = NewBackend.problems(now, renaming, "rename it here, or the copy");
            if (!problems.isEmpty()) {
                return reject(problems);
            }
            String news = Changelog.news(changelog(then), changelog(now));
            out.print(renaming.of(news));
            Git git = new Git(dryRun ? shadow() : copy);
            String head = git.output("rev-parse", "HEAD").strip();
            Made before = made(then, old.names(), work.resolve("made-old"));
            Made after = made(now, old.names(), work.resolve("made-new"));
            List<PathMatcher> generated = after.generated();
            String base = before.commit(git, generated, file -> Optional.empty());
            String theirs = after.commit(git, generated, numbered(before, git));
            List<String> hidden = hidden(base, theirs, git);
            if (!hidden.isEmpty()) {
                return reject(hidden);
            }
            String version = now.version();
            Git merging = git.with("GITHEAD_" + head, old.names().title())
                    .with("GITHEAD_" + theirs, "baseline %s, %.12s".formatted(version, commit));
            boolean clean = merging.merge(base, head, theirs, out);
            Files.writeString(git.folder().resolve(Baseline.FILE), new Baseline(old.names(), version, commit).text());
            git.run("add", Baseline.FILE);
            String message = "Take over baseline %s%n%nFrom commit %s%nto commit %s.%n%n%s"
                    .formatted(version, old.commit(), commit, renaming.of(news));
            return end(git, clean, message);
        }

        /** Ignored files of the copy, which git would overwrite silently, and which no reset restores. */
        private List<String> hidden(String base, String theirs, Git git) throws IOException {
            List<Path> tracked = git.paths("ls-files", "-z");
            List<Path> added =
                    git.paths("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=A", base, theirs);
            return added.stream()
                    .flatMap(file -> IntStream.rangeClosed(1, file.getNameCount())
                            .mapToObj(length -> file.subpath(0, length))
                            .filter(path -> path.equals(file) || !Files.isDirectory(copy.resolve(path)))
                            .filter(path -> Files.exists(copy.resolve(path), LinkOption.NOFOLLOW_LINKS))
                            .filter(path -> tracked.stream().noneMatch(known -> known.startsWith(path))))
                    .distinct()
                    .map(path -> "'%s', which git ignores, would be overwritten: move it away".formatted(path))
                    .toList();
        }

        private static String changelog(Project project) throws IOException {
            Path file = project.root().resolve("CHANGELOG.md");
            return Files.exists(file) ? Maintainers.leave(Files.readString(file)) : "";
        }

        /** A commit of this project, without a history. */
        private Project checkout(String commit, Path folder) throws IOException {
            Git git = baseline.with("GIT_INDEX_FILE", Files.createDirectories(folder) + ".index");
            git.run("read-tree", commit);
            git.run("checkout-index", "-q", "-a", "--prefix=%s/".formatted(folder));
            return Project.in(folder);
        }

        /** Another repository for a dry run: the copy's own is only read. */
        private Path shadow() throws IOException {
            Path folder = work.resolve("copy");
            new Git(work)
                    .run(
                            "-c",
                            "core.hooksPath=/dev/null",
                            "clone",
                            "-q",
                            "--shared",
                            copy.toString(),
                            folder.toString());
            return folder;
        }

        private Made made(Project project, Names names, Path folder) throws IOException {
            Files.createDirectories(folder);
            List<Path> files = new NewBackend(project, folder, new Renaming(project.names(), names)).copy();
            maven(folder, out, Stream.of("spotless:apply"));
            return new Made(folder, files);
        }

        /**
         * New migrations of the baseline follow the last one of the copy. A file of a migration that the old baseline has is left out, also
         * a new one: the copy may have applied that migration.
         */
        private static Function<Path, Optional<Path>> numbered(Made before, Git git) throws IOException {
            long last = git.paths("ls-files", "-z").stream()
                    .mapToLong(Update::number)
                    .max()
                    .orElse(0);
            SortedMap<Long, Long> numbers = new TreeMap<>();
            Set<Long> known = before.files().stream().map(Update::number).collect(Collectors.toSet());
            return file -> {
                if (known.contains(number(file))) {
                    return Optional.empty();
                }
                long number = numbers.computeIfAbsent(number(file), added -> last + numbers.size() + 1);
                return Optional.of(Path.of(MIGRATION.matcher(file.toString()).replaceFirst("$1" + number + "$3")));
            };
        }

        private static long number(Path file) {
            Matcher migration = MIGRATION.matcher(file.toString());
            return migration.matches() ? Long.parseLong(migration.group(2)) : 0;
        }

        private int end(Git git, boolean clean, String message) throws IOException {
            out.println(dryRun ? "would change:" : "changed:");
            out.print(git.output("diff", "--cached", "--name-status", "--no-color", "HEAD")
                    .replace('\t', ' ')
                    .indent(2));
            if (dryRun) {
                out.println(clean ? "no conflict; nothing is changed" : "conflicts, see above; nothing is changed");
                return clean ? 0 : CONFLICTS;
            }
            // What 'git commit' proposes as its message.
            Path proposed = copy.resolve(
                    git.output("rev-parse", "--git-path", "MERGE_MSG").strip());
            Files.writeString(proposed, message);
            if (!clean) {
                err.printf(
                        """
                        conflicts, see above: nothing is committed. In %s, remove the conflict markers, and delete again the files that
                        you do not want back ('git status' lists both), then
                          git add -A
                          ./mvnw spotless:apply %s
                          git add -A
                          git commit
                        or 'git reset --hard && git clean -fd' to give up%n""",
                        copy,
                        Stream.of(GENERATE, WITHOUT_GATES).flatMap(List::stream).collect(Collectors.joining(" ")));
                return CONFLICTS;
            }
            try {
                maven(copy, out, Stream.concat(Stream.of("spotless:apply"), GENERATE.stream()));
                git.run("add", "-A");
                git.run("commit", "-q", "--cleanup=whitespace", "-F", proposed.toString());
            } catch (IllegalStateException failure) {
                throw new IllegalStateException(
                        "%s%nthe files are merged, but not committed: correct the cause, repeat this command and, unless it was the last one, 'git add -A' and 'git commit'; or 'git reset --hard && git clean -fd' to give up"
                                .formatted(failure.getMessage()),
                        failure);
            }
            Files.deleteIfExists(proposed);
            out.printf("%s is updated: cd %s && ./mvnw verify%n", copy, copy);
            return 0;
        }

        private static void delete(Path folder) throws IOException {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }

        /** A copy that was never committed. */
        private record Made(Path folder, List<Path> files) {

            /** The files that .gitattributes calls generated. */
            List<PathMatcher> generated() throws IOException {
                try (Stream<String> lines = Files.lines(folder.resolve(".gitattributes"))) {
                    return lines.filter(line -> line.endsWith(" linguist-generated"))
                            .map(line -> "glob:" + line.split(" ", 2)[0])
                            .map(folder.getFileSystem()::getPathMatcher)
                            .toList();
                }
            }

            /**
             * A commit of it in the repository of the copy: without what is generated, which no merge can know, and with the migrations
             * under the names that {@code migrations} gives them, if any.
             */
            String commit(Git git, List<PathMatcher> generated, Function<Path, Optional<Path>> migrations)
                    throws IOException {
                List<Path> committed = new ArrayList<>();
                Map<Path, Path> moved = new LinkedHashMap<>();
                for (Path file : files.stream()
                        .sorted(Comparator.comparing(Update::number))
                        .toList()) {
                    if (generated.stream().anyMatch(matcher -> matcher.matches(file))) {
                        continue;
                    }
                    if (number(file) == 0) {
                        committed.add(file);
                        continue;
                    }
                    Optional<Path> name = migrations.apply(file);
                    if (name.isPresent()) {
                        // In two steps, because another migration may still have the name.
                        Path between = Path.of(file + ".moved");
                        Files.move(folder.resolve(file), folder.resolve(between));
                        moved.put(between, name.get());
                        committed.add(name.get());
                    }
                }
                for (Map.Entry<Path, Path> move : moved.entrySet()) {
                    Files.move(
                            folder.resolve(move.getKey()),
                            folder.resolve(move.getValue()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                Git own = git.with("GIT_INDEX_FILE", folder + ".index")
                        .with(
                                "GIT_DIR",
                                git.output("rev-parse", "--absolute-git-dir").strip())
                        .with("GIT_WORK_TREE", folder.toString())
                        .in(folder);
                own.add(committed);
                return own.output(
                                "commit-tree",
                                "-m",
                                "Baseline",
                                own.output("write-tree").strip())
                        .strip();
            }
        }
    }

    /** What Keep a Changelog groups by headings. */
    static final class Changelog {
        private static final String SECURITY = "Security";
        private static final Pattern ENTRY = Pattern.compile("(?m)^### (.+)$|^- .*(?:\n .*)*");

        private Changelog() {}

        /** The entries of the one that the other does not have, in their groups: those about security first. */
        static String news(String old, String changelog) {
            Set<String> known =
                    entries(old).values().stream().flatMap(List::stream).collect(Collectors.toSet());
            StringBuilder news = new StringBuilder();
            entries(changelog).forEach((group, entries) -> {
                List<String> added =
                        entries.stream().filter(entry -> !known.contains(entry)).toList();
                if (!added.isEmpty()) {
                    news.append("%s%n%n".formatted(group));
                    added.forEach(entry -> news.append("%s%n".formatted(entry)));
                    news.append("%n".formatted());
                }
            });
            return news.toString();
        }

        private static Map<String, List<String>> entries(String changelog) {
            Map<String, List<String>> groups = new LinkedHashMap<>();
            groups.put(SECURITY, new ArrayList<>());
            String group = "";
            for (MatchResult found : ENTRY.matcher(changelog).results().toList()) {
                if (found.group(1) != null) {
                    group = found.group(1);
                } else {
                    groups.computeIfAbsent(group, name -> new ArrayList<>()).add(found.group());
                }
            }
            return groups;
        }
    }

    /** Git in a folder. */
    private record Git(Path folder, Map<String, String> environment) {
        Git(Path folder) {
            this(folder, Map.of());
        }

        Git with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(environment);
            more.put(name, value);
            return new Git(folder, more);
        }

        Git in(Path other) {
            return new Git(other, environment);
        }

        void run(String... arguments) throws IOException {
            command(arguments).run();
        }

        boolean succeeds(String... arguments) throws IOException {
            return command(arguments).succeeds();
        }

        String output(String... arguments) throws IOException {
            return command(arguments).output();
        }

        List<Path> paths(String... arguments) throws IOException {
            return Stream.of(output(arguments).split("\0", -1))
                    .filter(name -> !name.isEmpty())
                    .map(Path::of)
                    .toList();
        }

        /** By force: what their author's own git ignores belongs to the project all the same. */
        void add(List<Path> files) throws IOException {
            Path list = Files.createTempFile("files", null);
            try {
                Files.writeString(list, files.stream().map(file -> file + "\0").collect(Collectors.joining()));
                // As they are on this disk, whatever the repository says about its own.
                run(
                        "-c",
                        "core.fileMode=true",
                        "-c",
                        "core.symlinks=true",
                        "-c",
                        "core.sparseCheckout=false",
                        "--literal-pathspecs",
                        "add",
                        "-f",
                        "--pathspec-file-nul",
                        "--pathspec-from-file=" + list);
            } finally {
                Files.delete(list);
            }
        }

        /**
         * Into the index and the working tree; false when there are conflicts. Files that the copy has added stay where they are, even if
         * the baseline has moved all others of their package.
         */
        boolean merge(String base, String ours, String theirs, PrintStream out) throws IOException {
            // Its messages are read below.
            Command command = with("LC_ALL", "C")
                    .command(
                            "-c",
                            "merge.verbosity=2",
                            "-c",
                            "merge.renames=true",
                            "-c",
                            "merge.directoryRenames=false",
                            "-c",
                            "merge.renameLimit=0",
                            "merge-recursive",
                            base,
                            "--",
                            ours,
                            theirs);
            command.output(0, 1)
                    .lines()
                    .filter(line -> line.startsWith("CONFLICT"))
                    .forEach(out::println);
            return output("ls-files", "--unmerged").isEmpty();
        }

        private Command command(String... arguments) {
            Command command = new Command(
                    folder,
                    Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
            command.builder.environment().putAll(environment);
            return command;
        }
    }

    /** A program that is run in a folder; its output is for people, unless it is asked for. */
    private static final class Command {
        /** A bound against hangs: Maven may have to download everything. */
        private static final int MINUTES = 30;

        private final ProcessBuilder builder;

        Command(Path folder, List<String> words) {
            builder = new ProcessBuilder(words).directory(folder.toFile()).inheritIO();
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            // A hook of git leaves these, and they are about another repository.
            builder.environment()
                    .keySet()
                    .removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"));
        }

        void run() throws IOException {
            int exitCode = end(builder.start());
            if (exitCode != 0) {
                throw failure(exitCode);
            }
        }

        boolean succeeds() throws IOException {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            return end(builder.start()) == 0;
        }

        String output() throws IOException {
            return output(0, 0);
        }

        String output(int success, int orElse) throws IOException {
            Process process =
                    builder.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = end(process);
            if (exitCode != success && exitCode != orElse) {
                throw failure(exitCode);
            }
            return output;
        }

        private IllegalStateException failure(int exitCode) {
            return new IllegalStateException("in %s, '%s' ended with %s"
                    .formatted(builder.directory(), String.join(" ", builder.command()), exitCode));
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
