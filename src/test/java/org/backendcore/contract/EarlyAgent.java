package org.backendcore.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;

/** What an operator may put into a JVM: it logs before any main class runs. With an argument, the class of that name cannot be loaded. */
public final class EarlyAgent implements ClassFileTransformer {
    static final String RECORD = "an agent is there";

    /** Of the bytes of a class: its version. */
    private static final int VERSION = 7;

    private static final byte FUTURE = 127;

    private final String broken;

    private EarlyAgent(String broken) {
        this.broken = broken;
    }

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation instrumentation) {
        Logger.getLogger(EarlyAgent.class.getName()).info(RECORD);
        if (argument != null) {
            instrumentation.addTransformer(new EarlyAgent(argument.replace('.', '/')));
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        if (!broken.equals(name)) {
            return original;
        }
        byte[] bytes = original.clone();
        bytes[VERSION] = FUTURE;
        return bytes;
    }

    /** The option of a JVM that has it, from a jar in that folder. */
    static String option(Path folder) throws IOException {
        Path jar = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), EarlyAgent.class.getName());
        String file = EarlyAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream output = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(output, manifest);
                InputStream bytes = EarlyAgent.class.getClassLoader().getResourceAsStream(file)) {
            entries.putNextEntry(new ZipEntry(file));
            bytes.transferTo(entries);
        }
        return "-javaagent:" + jar;
    }
}
