import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints each way in which the named files are not PDF/UA-1: file, tab, clause, tab, what is wrong. */
class Verapdf {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        var flavour = PDFAFlavour.PDFUA_1;
        for (var file : files) {
            try (var stream = Files.newInputStream(Path.of(file));
                    var parser = foundry.createParser(stream, flavour);
                    var validator = foundry.createValidator(flavour, false)) {
                var result = validator.validate(parser);
                for (TestAssertion found : result.getTestAssertions()) {
                    if (found.getStatus() == TestAssertion.Status.FAILED) {
                        var rule = found.getRuleId();
                        System.out.println(file + "\t" + rule.getClause() + "-" + rule.getTestNumber() + "\t" + found.getMessage());
                    }
                }
                System.out.println(file + "\tchecked\t" + result.getTotalAssertions());
            }
        }
    }
}
