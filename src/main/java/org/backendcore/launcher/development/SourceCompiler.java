package org.backendcore.launcher.development;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Compiles as the build does, including Error Prone and NullAway, so errors that would fail the build are reported
 * within seconds.
 *
 * @param options the options of {@code javac}
 * @param linter loads Error Prone once: if it were loaded each time, it would never warm up
 */
record SourceCompiler(List<String> options, ClassLoader linter) {
    /** The file with the build's compiler arguments. */
    private static final String BUILD = "src/build/pom.xml";

    private static final String ARGUMENTS =
            "/project/build/plugins/plugin[artifactId='maven-compiler-plugin']/configuration/compilerArgs/arg";
    private static final String RELEASE = "/project/properties/maven.compiler.release";

    /**
     * The classes that the build has compiled are not in the class path: a class that has been deleted since would
     * still be found there.
     */
    static SourceCompiler of(Path project, String classPath, String linterPath)
            throws IOException, ParserConfigurationException, SAXException, XPathExpressionException {
        Document build = parse(project.resolve(BUILD));
        String libraries = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(element -> !Path.of(element).equals(project.resolve("target/classes")))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                new ArrayList<>(List.of("-cp", libraries, "-processorpath", linterPath, "-proc:none", "-g"));
        options.addAll(List.of("--release", String.join("", texts(build, RELEASE))));
        options.addAll(texts(build, ARGUMENTS));
        // The compiler closes a class loader that is closeable.
        ClassLoader linter = new ClassLoader(new URLClassLoader(urls(linterPath))) {};
        return new SourceCompiler(List.copyOf(options), linter);
    }

    /** Whether it succeeded; the compiler prints the errors. */
    boolean compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-d", classes.toString()));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            return compiler.getTask(
                            null,
                            new Files(files, linter),
                            null,
                            words,
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
    }

    /** The JDK's file manager, except for the class loader of the linter. */
    private static final class Files extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final ClassLoader linter;

        private Files(StandardJavaFileManager files, ClassLoader linter) {
            super(files);
            this.linter = linter;
        }

        @Override
        public @Nullable ClassLoader getClassLoader(Location location) {
            return location == StandardLocation.ANNOTATION_PROCESSOR_PATH ? linter : super.getClassLoader(location);
        }
    }

    private static Document parse(Path file) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(file.toFile());
    }

    private static List<String> texts(Document document, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList)
                XPathFactory.newDefaultInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> nodes.item(index).getTextContent())
                .toList();
    }

    private static URL[] urls(String path) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String element : path.split(File.pathSeparator, -1)) {
            urls.add(Path.of(element).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
