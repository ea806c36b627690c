package dev.gatehouse.ui.common;

import javafx.print.PageLayout;
import javafx.print.PrinterJob;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;

/** The printers of this computer. */
public final class SystemPrinting implements Printing {
    /** How wide a picture is on paper at most, in points: 12 cm, which a phone reads at arm's length. */
    private static final double WIDEST = 340;

    @Override
    public Result print(String title, Image picture) {
        PrinterJob job = PrinterJob.createPrinterJob();
        if (job == null) {
            return Result.NO_PRINTER;
        }
        job.getJobSettings().setJobName(title);
        if (!job.showPrintDialog(null)) {
            job.cancelJob();
            return Result.CANCELLED;
        }
        PageLayout page = job.getJobSettings().getPageLayout();
        ImageView view = new ImageView(picture);
        view.setPreserveRatio(true);
        view.setSmooth(false);
        view.setFitWidth(Math.min(WIDEST, page.getPrintableWidth()));
        view.setFitHeight(page.getPrintableHeight());
        view.setX((page.getPrintableWidth() - view.getLayoutBounds().getWidth()) / 2);
        return job.printPage(page, view) && job.endJob() ? Result.PRINTED : Result.FAILED;
    }
}
