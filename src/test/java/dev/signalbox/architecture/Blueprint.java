package dev.signalbox.architecture;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.Collection;

/** Classes to hold against the rules: those of the house, and ones made up to break a rule. */
final class Blueprint {

  /** The house as it stands, without its tests. */
  static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(House.ROOT);

  private static final JavaClasses OFFENDERS =
      new ClassFileImporter().importPackages(House.ROOT + ".architecture.offenders");

  private Blueprint() {}

  /**
   * A class of this name with a field of each of those types. None has to exist: so each arrow that
   * is not drawn, and each library that is yet to come, can be tried.
   */
  static JavaClasses ofClassThatKnows(String className, Collection<String> known, Path directory)
      throws IOException {
    Path file = directory.resolve("Offender.class");
    ClassFile.of()
        .buildTo(
            file,
            ClassDesc.of(className),
            type -> {
              for (String each : known) {
                type.withField(each.replace('.', '_'), ClassDesc.of(each), ACC_PRIVATE);
              }
            });
    return new ClassFileImporter().importPath(file);
  }

  /** One class of the tests' own, with the annotations of its package. */
  static JavaClasses ofOffender(Class<?> offender) {
    return OFFENDERS.that(JavaClass.Predicates.equivalentTo(offender));
  }
}
