//! What marketers ask of their channels, in three languages.

/// A question about channels.
pub(super) struct Question {
    /// In English, Indonesian and Polish.
    pub(super) texts: [&'static str; 3],
    /// What it is judged by: the first of these that the worksheet has.
    pub(super) measures: &'static [&'static str],
    pub(super) answer: Answer,
}

/// How the answer is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Highest,
    /// What is best according to `better`, against the worst.
    Best,
    Worst,
    /// The larger of two members.
    Between([&'static str; 2]),
    /// Everything together, against the best.
    Whole,
    Share,
}

/// What marketers ask of their channels.
pub(super) const ASKED: &[Question] = &[
    Question {
        texts: [
            "How can website visitors be raised? Where do most come from?",
            "Bagaimana meningkatkan pengunjung situs web? Dari mana paling banyak?",
            "Jak zwiększyć liczbę odwiedzających witrynę? Skąd jest ich najwięcej?",
        ],
        measures: &["website_traffic", "visitors", "sessions"],
        answer: Answer::Highest,
    },
    Question {
        texts: [
            "Does organic traffic convert better than social?",
            "Apakah trafik organik lebih baik konversinya daripada media sosial?",
            "Czy ruch organiczny konwertuje lepiej niż social media?",
        ],
        measures: &["lead_conversion_rate", "conversion_rate", "lead_to_customer_rate"],
        answer: Answer::Between(["Organic search", "Social media"]),
    },
    Question {
        texts: [
            "What change would lift lead conversion? Where is it weakest?",
            "Perubahan apa yang menaikkan konversi prospek? Di mana paling lemah?",
            "Jaka zmiana podniesie konwersję na leady? Gdzie jest najsłabsza?",
        ],
        measures: &["lead_conversion_rate", "conversion_rate", "landing_page_conversion_rate"],
        answer: Answer::Worst,
    },
    Question {
        texts: [
            "How can the number of leads grow? Where do most come from?",
            "Bagaimana menambah jumlah prospek? Dari mana paling banyak?",
            "Jak zwiększyć liczbę leadów? Skąd jest ich najwięcej?",
        ],
        measures: &["leads_generated", "leads"],
        answer: Answer::Highest,
    },
    Question {
        texts: [
            "How can the cost of a new customer come down? Where is it highest?",
            "Bagaimana menurunkan biaya per pelanggan baru? Di mana tertinggi?",
            "Jak obniżyć koszt pozyskania klienta? Gdzie jest najwyższy?",
        ],
        measures: &["customer_acquisition_cost", "cac", "cost_per_sale"],
        answer: Answer::Highest,
    },
    Question {
        texts: ["Which investment returns best?", "Investasi mana yang paling menguntungkan?", "Która inwestycja zwraca się najlepiej?"],
        measures: &["marketing_roi", "marketing_roi_new_sales", "marketing_roi_revenue", "roas", "return_on_ad_spend"],
        answer: Answer::Best,
    },
    Question {
        texts: [
            "How well do sales-qualified leads close into new customers?",
            "Seberapa baik prospek berkualitas penjualan menjadi pelanggan baru?",
            "Jak często leady sprzedażowe stają się klientami?",
        ],
        measures: &["sql_to_customer_rate", "quote_conversion_rate"],
        answer: Answer::Whole,
    },
    Question {
        texts: [
            "Which channel brings the best marketing-qualified leads?",
            "Saluran mana yang membawa prospek berkualitas pemasaran terbaik?",
            "Który kanał przynosi najlepsze leady marketingowe?",
        ],
        measures: &["lead_quality_rate", "cost_per_mql", "mql_to_customer_rate", "marketing_qualified_leads", "mql"],
        answer: Answer::Best,
    },
    Question {
        texts: [
            "Which takes the largest share of the cost?",
            "Mana yang menyerap porsi biaya terbesar?",
            "Co pochłania największą część kosztów?",
        ],
        measures: &["marketing_cost", "marketing_cost_per_channel", "spend", "cost", "ad_spend"],
        answer: Answer::Share,
    },
];
