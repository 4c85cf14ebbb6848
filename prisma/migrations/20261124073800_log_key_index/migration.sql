-- CreateIndex
CREATE INDEX "public_form_log_key_idx" ON "public_form"("log_key");
