-- How many booked visits someone takes on one local day; without it the clinic's own maximum holds, if it has one.
ALTER TABLE staff ADD COLUMN daily_maximum INTEGER CHECK (daily_maximum BETWEEN 1 AND 500);
